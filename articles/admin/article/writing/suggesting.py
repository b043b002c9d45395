"""What the writing page asks for while somebody types: topics that the text names."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse

from articles import mentions, richtext
from articles.admin.desk import person, refuse
from articles.roles import Act

_READ = ("headline", "standfirst", "body")


def topics(model_admin, request) -> HttpResponse:
    """JSON {"topics": [{"key", "name"}, …]} for the typed text; nothing of it is stored."""
    if not any(person(request).somewhere(act) for act in (Act.CREATE, Act.EDIT_OWN, Act.EDIT_ANY)):
        refuse()
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = [request.POST.get(name, "") for name in _READ]
    if sum(map(len, typed)) > richtext.MAX_BYTES:
        raise BadRequest("A text longer than a story may be")
    text = "\n".join([*typed[:-1], richtext.plain_text(typed[-1])]).replace("\0", "")
    found = [{"key": topic.pk, "name": topic.name} for topic in mentions.topics_in(text)]
    return JsonResponse({"topics": found})
