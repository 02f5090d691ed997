//! Whatever is asked, the sets answer what looking at each thing answers.

use super::*;

const REGIONS: [&str; 3] = ["segou", "kayes", "gao"];
const ORGANIZATIONS: [&str; 3] = ["anfa", "cafo", "wildaf"];

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// Some of these, perhaps none.
    fn some<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        all.iter().filter(|_| self.below(3) == 0).cloned().collect()
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (self.below(4) > 0).then(|| all[self.below(all.len())])
    }
}

fn regions() -> Vec<Region> {
    REGIONS.iter().filter_map(|it| Region::parse(it)).collect()
}

fn facts(chance: &mut Chance) -> Facts {
    Facts {
        regions: chance.some(&regions()).into(),
        years: chance.some(&[2023, 2024, 2025]).into(),
        organizations: chance.some(&ORGANIZATIONS).into_iter().map(Arc::from).collect(),
        status: chance.one(ProjectStatus::ALL),
        kind: chance.one(ActivityKind::ALL),
        part: chance.one(&[ReportPart::Helped.code(), ADVICE]),
        ..Facts::default()
    }
}

fn filter(chance: &mut Chance) -> WorkFilter {
    WorkFilter {
        parts: chance.some(&[ReportPart::Helped]),
        advice: chance.below(4) == 0,
        regions: chance.some(&regions()),
        years: chance.some(&[2024, 2025]),
        organizations: chance.some(&ORGANIZATIONS[..2]).into_iter().map(str::to_owned).collect(),
        statuses: chance.some(&ProjectStatus::ALL[..2]),
        kinds: chance.some(&ActivityKind::ALL[..3]),
        ..WorkFilter::default()
    }
}

/// By which facets a thing is left out.
fn missed(it: &Facts, filter: &WorkFilter) -> Vec<&'static str> {
    let any = |wanted: bool, has: bool, name| (wanted && !has).then_some(name);
    let has_part = it.part.is_some_and(|part| {
        filter.advice && part == ADVICE || filter.parts.iter().any(|it| it.code() == part)
    });
    let organizations = &filter.organizations;
    [
        any(filter.advice || !filter.parts.is_empty(), has_part, "parts"),
        any(
            !filter.statuses.is_empty(),
            it.status.is_some_and(|it| filter.statuses.contains(&it)),
            "statuses",
        ),
        any(!filter.kinds.is_empty(), it.kind.is_some_and(|it| filter.kinds.contains(&it)), "kinds"),
        any(!filter.regions.is_empty(), it.regions.iter().any(|it| filter.regions.contains(it)), "regions"),
        any(!filter.years.is_empty(), it.years.iter().any(|it| filter.years.contains(it)), "years"),
        any(
            !organizations.is_empty(),
            it.organizations.iter().any(|own| organizations.iter().any(|it| **it == **own)),
            "organizations",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn what_comes_and_goes_is_found_and_counted_as_if_each_were_looked_at() {
    let mut chance = Chance(7);
    let (terms, mut choices) = (Terms::default(), Choices::default());
    let mut there: HashMap<u32, Facts> = HashMap::new();
    for key in 0..200 {
        let it = facts(&mut chance);
        choices.change(key, &it, true);
        there.insert(key, it);
        if chance.below(4) == 0 {
            let gone = u32::try_from(chance.below(200)).unwrap();
            if let Some(it) = there.remove(&gone) {
                choices.change(gone, &it, false);
            }
        }
    }
    for round in 0..200 {
        let filter = filter(&mut chance);
        let among: Option<RoaringBitmap> = (round % 2 == 0).then(|| (0..150).collect());
        let narrowed = choices.narrow(&filter, &terms, among.clone());
        let looked = |key: u32| among.as_ref().is_none_or(|it| it.contains(key));
        let found: RoaringBitmap = there
            .iter()
            .filter(|(key, it)| looked(**key) && missed(it, &filter).is_empty())
            .map(|(key, _)| *key)
            .collect();
        assert_eq!(narrowed.keys, found, "{filter:?}");
        let count = |facet: &str, has: &dyn Fn(&Facts) -> bool| {
            let lets = |it: &Facts| missed(it, &filter).iter().all(|missed| *missed == facet);
            there.iter().filter(|(key, it)| looked(**key) && lets(it) && has(it)).count()
        };
        let of = |count: Option<&usize>| count.copied().unwrap_or(0);
        let counter = &narrowed.counter;
        for region in regions() {
            let counted = count("regions", &|it| it.regions.contains(&region));
            assert_eq!(of(counter.regions.get(&region)), counted, "{filter:?}");
        }
        for year in [2023, 2024, 2025] {
            assert_eq!(of(counter.years.get(&year)), count("years", &|it| it.years.contains(&year)));
        }
        for status in ProjectStatus::ALL {
            let counted = count("statuses", &|it| it.status == Some(*status));
            assert_eq!(of(counter.statuses.get(status)), counted);
        }
        for kind in ActivityKind::ALL {
            assert_eq!(of(counter.kinds.get(kind)), count("kinds", &|it| it.kind == Some(*kind)));
        }
        for own in ORGANIZATIONS {
            let counted = count("organizations", &|it| it.organizations.iter().any(|it| **it == *own));
            assert_eq!(of(counter.organizations.get(own)), counted);
        }
        assert_eq!(of(counter.parts.get(ADVICE)), count("parts", &|it| it.part == Some(ADVICE)));
    }
}
