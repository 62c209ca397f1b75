//! The roster by surname, so that a name is compared with its namesakes only.

use std::collections::HashMap;

use model::normal;
use model::record::Person;

/// The people of a paper by their surnames.
pub(crate) struct Known<'p> {
    people: &'p [Person],
    by_surname: HashMap<String, Vec<usize>>,
}

impl<'p> Known<'p> {
    pub(crate) fn of(people: &'p [Person]) -> Known<'p> {
        let mut by_surname: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, person) in people.iter().enumerate() {
            let surname = person.name.as_deref().and_then(|name| words(name).pop());
            if let Some(surname) = surname {
                by_surname.entry(surname).or_default().push(at);
            }
        }
        Known { people, by_surname }
    }

    /// The place of the one person whom the name fits: the same surname, and the same first name
    /// or initial where both print one. Nobody where two could be meant.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        /// Namesakes that are compared; a roster has a few.
        const MOST: usize = 20;
        let wanted = words(name);
        let namesakes = self.by_surname.get(wanted.last()?)?;
        let mut fitting = namesakes.iter().copied().take(MOST).filter(|at| {
            let name = self.people.get(*at).and_then(|person| person.name.as_deref());
            name.is_some_and(|name| is_same_first(&wanted, &words(name)))
        });
        let one = fitting.next()?;
        fitting.next().is_none().then_some(one)
    }

    /// The name that the roster prints for this one.
    pub(crate) fn full_name(&self, name: &str) -> Option<&'p str> {
        self.people.get(self.place(name)?)?.name.as_deref()
    }
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(normal::name).filter(|word| !word.is_empty()).collect()
}

/// "Ada" and "A", "A." and "Ada", nothing and "Ada"; not "Ada" and "Jo".
fn is_same_first(a: &[String], b: &[String]) -> bool {
    let first = |words: &[String]| words.first().filter(|_| words.len() > 1).cloned();
    let (Some(a), Some(b)) = (first(a), first(b)) else { return true };
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    a.starts_with(b) || b.starts_with(a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::record::PersonKind;

    #[test]
    fn a_name_fits_one_person_or_nobody() {
        let person =
            |name: &str| Person::new(Some(name.into()), None, PersonKind::Member, name.into());
        let people = ["Ada Byrne", "R Marsh", "Sue Marsh"].map(person);
        let known = Known::of(&people);
        assert_eq!(known.full_name("Byrne"), Some("Ada Byrne"));
        assert_eq!(known.full_name("A. Byrne"), Some("Ada Byrne"));
        assert_eq!(known.full_name("Jo Byrne"), None);
        assert_eq!(known.full_name("Marsh"), None);
        assert_eq!(known.full_name("S Marsh"), Some("Sue Marsh"));
        assert_eq!(known.full_name("Dale"), None);
    }
}
