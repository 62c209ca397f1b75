//! Given names, by which a name that no title leads and no list has is known for a person's:
//! "Rachel Lowe reported that …", not "Mill Water reported that …".
//!
//! A name that is missing here costs a speaker; so names that are also ordinary words, months,
//! offices or places are left out.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whether the first word of a name is a given name.
pub(crate) fn leads(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(is_given_name)
}

/// Whether a word, printed as names are, is a given name and nothing else that papers speak of.
///
/// ```
/// assert!(annotate::is_given_name("Rachel"));
/// assert!(!annotate::is_given_name("rachel") && !annotate::is_given_name("May"));
/// ```
pub fn is_given_name(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN.split_whitespace().collect());
    NAMES.contains(word)
}

const GIVEN: &str = "\
Aaron Abdul Abigail Adam Adele Adrian Ahmed Aidan Aisha Alan Alasdair Alastair Alex Alexandra \
Ali Alice Alison Alistair Allan Allison Alun Amanda Amber Amelia Amina Amir Amit Amy Anastasia \
Andrea Andrew Andy Angela Angus Anil Anita Anjali Ann Anna Anne Annette Annie Anthony Antonia \
Arthur Asif Audrey Ayesha Baljit Balvinder Barbara Barry Beatrice Becky Ben Benjamin Bernadette Bernard Beth \
Bethan Beverley Bhavna Bill Billy Bob Bradley Brenda Brendan Brian Bridget Bronwen Bruce Bryan \
Bryn Callum Calum Cameron Carl Carla Carmel Carol Carole Caroline Carolyn Carys Catherine Cathy \
Catriona Ceri Charles Charlie Charlotte Cheryl Chloe Chris Christian Christina Christine \
Christopher Cindy Claire Clare Claudia Clive Colette Colin Connor Craig Cynthia Daisy Damian Dan \
Daniel Danielle Darren Daryl Dave David Dawn Deborah Debbie Debra Deepak Deepa Denis Denise Dennis Derek \
Des Desmond Diana Diane Dominic Donald Donna Dorothy Doug Douglas Duncan Edward Edwin Eileen Elaine \
Eleanor Elena Elizabeth Ella Ellen Ellie Elliot Elsie Emily Emma Emyr Eric Erin Esther Ethan \
Eunice Euan Eva Evelyn Ewan Farah Fatima Fiona Frances Francis Frank Fraser Fred Freda Freddie \
Gareth Gary Gavin Gemma Geoff Geoffrey George Georgia Georgina Geraint Gerald Geraldine Gerard \
Gillian Gina Glen Glenys Gloria Glyn Gordon Graeme Graham Greg Gurpreet Gwen Gwyn Hannah Harjit \
Harriet Harry Hayley Hazel Heather Helen Helena Henry Hilary Howard Hugh Huw Iain Ian Imran Ioan \
Irene Isabel Isabella Isla Iwan Jack Jackie Jacob Jacqueline Jacqui Jagdeep Jake James Jamie Jan \
Jane Janet Janice Jason Jasmine Jatinder Jayne Jean Jeanette Jeff Jeffrey Jen Jennifer Jenny \
Jeremy Jerry Jess Jessica Jill Jim Jo Joan Joanna Joanne Joe Joel John Jon Jonathan Joseph \
Josephine Josh Joshua Joyce Jude Judith Judy Julia Julian Julie Juliet Justin Kamran Karen Karl \
 Kate Katherine Kathleen Kathryn Kathy Katie Katrina Katy Keith Kelly Kelvin Ken Kenneth Kerry \
Kevin Khadija Kim Kirsten Kirsty Kulvinder Kumar Kyle Lara Laura Lauren Laurence Leah Leanne Leigh \
Len Leon Leonard Lesley Leslie Lewis Liam Lilian Linda Lindsay Lindsey Lisa Liz Lizzie Lloyd Lorna \
Lorraine Louis Louise Lucinda Lucy Luke Lydia Lyn Lynda Lynn Lynne Madeleine Maggie Malcolm Mandy \
Manjit Marcus Margaret Maria Marian Marianne Marie Marilyn Marion Marjorie Mark Martin Martyn Mary \
Matt Matthew Maureen Maurice Max Megan Mehmet Mel Melanie Melissa Michael Michaela Michele Michelle \
Mick Mike Miranda Miriam Mohamed Mohammad Mohammed Moira Molly Monica Morag Muhammad Muriel Nadia \
Nadine Nancy Naomi Narinder Nasreen Nasir Natalie Natasha Nathan Neelam Neil Neville Niall Nicholas Nick \
Nicky Nicola Nicole Nigel Nikki Nina Noel Nora Norma Norman Nuala Olu Olga Olive Oliver Olivia Owen \
Pamela Parveen Patricia Patrick Paul Paula Pauline Penelope Penny Peter Phil Philip Philippa Phillip \
Phoebe Pippa Polly Pradeep Prakash Priti Priya Rachael Rachel Rahul Raj Rajesh Rajinder Ralph Ranjit Ravi Ravinder Raymond Rebecca Reena Reg Rehana Rhian \
Rhiannon Rhodri Rhys Richard Rita Rob Robert Roberta Robin Rod Roderick Rodney Roger Ron Ronald \
Rory Rosalind Rosemary Rosie Roy Rupert Russell Ruth Ryan Sadia Sajid Sally Sam Samantha Samina \
Samuel Sandra Sangeeta Sanjay Sara Sarah Satinder Scott Sean Shabana Shaheen Sharon Shaun Sheena \
Sheila Shelley Sheryl Shirley Shona Sian Simon Siobhan Sonia Sophia Sophie Stacey Stephanie Stephen \
Steve Steven Stewart Stuart Sue Sunita Surinder Susan Susannah Suzanne Sylvia Tahir Tamara Tamsin \
Tania Tanya Tara Tariq Ted Teresa Terence Terri Terry Theresa Thomas Tim Timothy Tina Toby Tom Toni \
Tony Tracey Tracy Trevor Trudy Umar Umesh Ursula Vanessa Vera Veronica Vicki Vicky Victor Vijay Vikki Vincent \
Virginia Vivien Vivienne Wayne Wendy William Winifred Yasmin Yusuf Yvette Yvonne Zahra Zainab Zara \
Zoe";

#[cfg(test)]
mod tests {
    use super::leads;

    #[test]
    fn names_of_persons_begin_with_given_names() {
        assert!(leads("Rachel Lowe") && leads("Huw Rees"));
        assert!(!leads("Mill Water") && !leads("Will Councillor Dale") && !leads(""));
    }
}
