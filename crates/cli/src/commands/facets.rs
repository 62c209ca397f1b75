//! `minutebook facets`: counts without hits.

use minutebook::answer::{FacetValue, Facets};

use crate::args::FacetsArgs;
use crate::commands::{index, search::refused};
use crate::output::{self, Outcome};

pub(crate) fn run(args: &FacetsArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let request = args.filters.request(&args.query);
    let response = match papers.search(&request) {
        Ok(response) => response,
        Err(error) => return refused(error, &args.query, args.common.json),
    };
    if args.common.json {
        output::print_json(&response.facets)?;
    } else {
        output::print(&table(&response.facets))?;
    }
    let found = response.total.passages + response.partial.passages > 0;
    Ok(if found { Outcome::Done } else { Outcome::Partly })
}

fn table(facets: &Facets) -> String {
    let named = [
        ("authority", &facets.authority),
        ("year", &facets.year),
        ("topic", &facets.topic),
        ("speaker", &facets.speaker),
        ("committee", &facets.committee),
        ("kind", &facets.kind),
    ];
    named.iter().map(|(name, values)| section(name, values)).collect()
}

fn section(name: &str, values: &[FacetValue]) -> String {
    let mut out = format!("{name}\n");
    for value in values {
        let mark = if value.selected { '*' } else { ' ' };
        let (passages, papers) = (value.passages, value.papers);
        let label = output::plain(&value.label);
        out.push_str(&format!(
            "{mark} {passages:>7} in {papers:>5}  {label}  [{}]\n",
            output::plain(&value.value)
        ));
    }
    out.push('\n');
    out
}
