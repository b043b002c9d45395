"""Reads feeds as feed readers do."""

import json
from xml.etree import ElementTree

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ITEM_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"


def rss(client, path: str):
    """The channel element of an RSS feed."""
    return ElementTree.fromstring(_content(client, f"{path}feed.rss")).find("channel")


def atom(client, path: str):
    return ElementTree.fromstring(_content(client, f"{path}feed.atom"))


def json_feed(client, path: str) -> dict:
    return json.loads(_content(client, f"{path}feed.json"))


def titles(client, path: str) -> dict[str, list[str]]:
    """Form → the headlines that it carries."""
    return {
        "rss": [item.findtext("title") for item in rss(client, path).findall("item")],
        "atom": [
            one.findtext(f"{ATOM}title") for one in atom(client, path).findall(f"{ATOM}entry")
        ],
        "json": [item["title"] for item in json_feed(client, path)["items"]],
    }


def _content(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content
