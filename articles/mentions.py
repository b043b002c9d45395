"""Topics whose names stand in a text, for the desk to suggest. Knows topics and text, no story."""

from collections import Counter

from articles import folding
from articles.models import Topic

# Words of a text that are looked at, the longest name in words, and the longest ending that a name
# may carry in it ("Keldavarda"): more would suggest what the text does not name.
_MOST_WORDS = 4_000
_LONGEST_NAME = 5
_LONGEST_ENDING = 3
_SHORTEST_STEM = 4
_LONGEST_SLUG = Topic._meta.get_field("slug").max_length
# So many slugs are read and looked up here, 15 ms, rather than sent as values of a query.
_MOST_READ = 20_000
# Where a paper has more, those are asked for that these first words name: a story names early what
# it is about, and the query has 10,000 values at most.
_FIRST_WORDS = 500
# Other spellings have no index, so they are compared one by one, and read up to here.
_MOST_SPELLINGS = 2_000


def topics_in(text: str, *, most: int = 8) -> list[Topic]:
    """The topics that the text names, in the order of how often it does.

    Found by slug, which is the folded name, and by their other spellings: four queries at most.
    """
    words = folding.words(text)[:_MOST_WORDS]
    if not words:
        return []
    runs, times = _runs(words), Counter()
    for key, slug in _slugs(words):
        times[key] += runs.get(slug, 0)
    spelled = Topic.objects.standing().exclude(alternative_names="").order_by("name")
    for key, spellings in spelled.values_list("pk", "alternative_names")[:_MOST_SPELLINGS]:
        joined = map(_joined, spellings.splitlines())
        times[key] += sum(runs.get(spelling, 0) for spelling in joined if spelling)
    keys = [key for key, named in times.most_common(most) if named]
    found = Topic.objects.in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]


def _runs(words: list[str]) -> Counter[str]:
    """Runs of up to five words, joined as a slug joins them, each with how often it stands there.

    Also without the last letters of their last word, which may be an ending.
    """
    runs = Counter(
        "-".join(words[start : start + length])
        for length in range(1, _LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    )
    for run, times in list(runs.items()):
        longest = len(run.rpartition("-")[2]) - _SHORTEST_STEM
        for ending in range(1, min(longest, _LONGEST_ENDING) + 1):
            runs[run[:-ending]] += times
    return Counter({run: times for run, times in runs.items() if len(run) <= _LONGEST_SLUG})


def _slugs(words: list[str]) -> list[tuple[int, str]]:
    """(key, slug) of topics, those that the words name among them."""
    slugs = Topic.objects.standing().order_by("pk").values_list("pk", "slug")
    is_large = slugs[_MOST_READ : _MOST_READ + 1].exists()
    if is_large:
        return list(slugs.filter(slug__in=list(_runs(words[:_FIRST_WORDS]))))
    return list(slugs)


def _joined(spelling: str) -> str:
    return "-".join(folding.words(spelling))
