use super::find;

/// Amounts as `text = value..upto unit`, divided by `; `.
#[track_caller]
fn check(text: &str, expected: &str) {
    let shown: Vec<String> = find(text)
        .iter()
        .map(|amount| {
            let upto = amount.upto.as_ref().map(|n| format!("..{n}")).unwrap_or_default();
            format!("{} = {}{upto} {}", amount.text, amount.value, amount.unit)
        })
        .collect();
    assert_eq!(shown.join("; "), expected, "{text}");
}

#[test]
fn money() {
    check(
        "£1.7m of £250,000, or 58 per cent and 4.5%",
        "£1.7m = 1700000 GBP; £250,000 = 250000 GBP; 58 per cent = 58 percent; 4.5% = 4.5 percent",
    );
    check("It cost £1,200 and £250k.", "£1,200 = 1200 GBP; £250k = 250000 GBP");
    check("a gap of £3.4 billion", "£3.4 billion = 3400000000 GBP");
    check("£2.5 to £3 million a year", "£2.5 to £3 million = 2500000..3000000 GBP");
    check("paid £45-50k", "£45-50k = 45000..50000 GBP");
    check("between £10m and £12m was saved", "between £10m and £12m = 10000000..12000000 GBP");
    check("rose from £10m to £12m", "£10m = 10000000 GBP; £12m = 12000000 GBP");
    check("£500 to £3,000", "£500 to £3,000 = 500..3000 GBP");
    check("£5m to 2024", "£5m = 5000000 GBP");
    check("£300 and 12 beds", "£300 = 300 GBP; 12 beds = 12 beds");
    check("two million pounds", "two million pounds = 2000000 GBP");
    check("1.2 million pounds", "1.2 million pounds = 1200000 GBP");
    check("45p a mile, then 50 pence", "45p = 0.45 GBP; 50 pence = 0.5 GBP");
    check("a variance of -£1.2m and £-300", "-£1.2m = -1200000 GBP; £-300 = -300 GBP");
    check("Fostering\t(£1.2m)\t£3m", "£1.2m = -1200000 GBP; £3m = 3000000 GBP");
    check("an overspend (£1.2m) was met", "£1.2m = 1200000 GBP");
    check("-£0.7m\t-£13.9m", "-£0.7m = -700000 GBP; -£13.9m = -13900000 GBP");
    check("-£0.7m -£13.9m", "-£0.7m = -700000 GBP; -£13.9m = -13900000 GBP");
    check("between £246 and £296k", "between £246 and £296k = 246000..296000 GBP");
    check("Repairs - £5m", "£5m = 5000000 GBP");
    check("Budget £000\t£'000", "");
}

#[test]
fn shares() {
    check("between 10 and 15 per cent", "between 10 and 15 per cent = 10..15 percent");
    check("10-15% of them", "10-15% = 10..15 percent");
    check("10% to 15%", "10% to 15% = 10..15 percent");
    check("fell from 22 to 14 per cent", "22 = 22 percent; 14 per cent = 14 percent");
    check("fell from 22% to 14%", "22% = 22 percent; 14% = 14 percent");
    check("ten per cent", "ten per cent = 10 percent");
    check("up 4.5 percentage points", "4.5 percentage points = 4.5 percentage points");
    check("a change of -4.5%", "-4.5% = -4.5 percent");
    check("1 in 4 children", "1 in 4 = 25 percent");
    check("one in three agreed", "one in three = 33.333333 percent");
    check("only one leaver in three had agreed", "one leaver in three = 33.333333 percent");
    check("three out of ten", "three out of ten = 30 percent");
    check("one meeting in two weeks", "two weeks = 2 weeks");
    check("Paragraph 1 in 4 was read; 1 in 2023", "");
    check("one home in three boroughs", "one home = 1 homes");
}

#[test]
fn counts() {
    check("390 looked after children", "390 looked after children = 390 looked after children");
    check("12 FTE and 1.5 WTE posts", "12 FTE = 12 FTE; 1.5 WTE = 1.5 FTE");
    check("34 beds; 15 social workers", "34 beds = 34 beds; 15 social workers = 15 social workers");
    check("14 agency social workers", "14 agency social workers = 14 social workers");
    check("1,250 pupils", "1,250 pupils = 1250 pupils");
    check("Fifteen children’s homes", "Fifteen children’s homes = 15 children's homes");
    check("two hundred and six pupils", "two hundred and six pupils = 206 pupils");
    check("two or three visits", "two or three visits = 2..3 visits");
    check("from 22 to 14 vacancies", "22 = 22 vacancies; 14 vacancies = 14 vacancies");
    check("12 of the 34 beds", "34 beds = 34 beds");
    check("15 children’s views", "");
    check("the 319 school-aged children; five member authorities", "");
    check("a four-bedroom house", "four-bedroom = 4 bedrooms");
    check("one placement in use", "one placement = 1 placements");
    check("36 per 10,000 children", "");
    check("five children looked after", "five children looked after = 5 looked after children");
    check("15FE 165 Year 7 temporary places", "");
    check("half a million pupils", "");
    check("stage 2 and 3 complaints", "");
    check("1.2 million residents", "1.2 million residents = 1200000 residents");
}

#[test]
fn durations() {
    check("26 weeks", "26 weeks = 26 weeks");
    check("within twenty-six weeks", "twenty-six weeks = 26 weeks");
    check("two years and 18 months", "two years = 2 years; 18 months = 18 months");
    check("6-8 weeks", "6-8 weeks = 6..8 weeks");
    check("between six and eight weeks", "between six and eight weeks = 6..8 weeks");
    check("a 12-month contract", "12-month = 12 months");
    check("20 working days’ notice", "20 working days = 20 working days");
    check("for 16 to 25 year olds", "16 to 25 year = 16..25 years");
}

#[test]
fn numbers_without_a_unit_are_no_amounts() {
    check("On 12 March 2023 at 6.30 pm the 2022/23 plan", "");
    check("In 2023 children were heard; in 2024 residents were too", "");
    check("4.3 The Panel noted section 20 and s.47 of the Children Act 1989", "");
    check("Section 17 children and Year 11 pupils; Annex 3 places; item 5 members", "");
    check("Telephone 020 7946 0123, E8 1EA; ref 12/34 beds", "");
    check("aged 16 to 25, and ages 0-5", "");
    check("Appendix 2 - 15%", "15% = 15 percent");
    check("Schools\t13\nSchools of the borough\t7\tplaces", "");
    check("Libraries ...... 45 Libraries", "");
    check("the minutes of the year", "");
}
