"""Pictures and documents in a bucket: what readers are shown of it, and what nobody gets."""

import json
from io import StringIO
from pathlib import Path

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from moto import mock_aws

from articles import checks, composing, manifests
from articles.images import renewing
from articles.models import Image, PublishedVersion
from newsroom import media
from newsroom import settings as of_the_site
from newsroom.media import Bucket, bucket
from tests.base import LATER, signed_in
from tests.factories import make_document, make_live
from tests.hiding.files import make_shown, names_of, run, stored, withdraw

PUBLIC = "https://media.gazette.example"
WORD = f"s3://gazette/paper?region=eu-central-1&public={PUBLIC}"
SETTINGS = ("MEDIA_STORAGE", "STORAGES", "SECURE_CSP")


@pytest.fixture
def use(settings, monkeypatch):
    """use(word) lets the paper keep its files in an empty bucket that nobody may read."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "only-for-tests")

    def use(word: str = WORD):
        found = bucket("MEDIA_STORAGE", word)
        settings.MEDIA_STORAGE = word
        settings.STORAGES = {**settings.STORAGES, "default": media.storage(found)}
        images = [*of_the_site.SECURE_CSP["img-src"], *media.sources(found)]
        settings.SECURE_CSP = of_the_site.SECURE_CSP | {"img-src": images}

    with mock_aws():
        boto3.client("s3", "eu-central-1").create_bucket(
            Bucket="gazette", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
        )
        yield use


@pytest.fixture
def objects():
    """Key → what the bucket says of each object."""

    def objects() -> dict:
        found = boto3.resource("s3", "eu-central-1").Bucket("gazette").objects.all()
        return {each.key: each.get() for each in found}

    return objects


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_pages_show_renditions_from_the_public_address_and_their_policy_lets_them(
    use, objects, client, editor
):
    use()
    image, version = make_shown()

    page = client.get(version.path)
    text = page.content.decode()
    sources = page["Content-Security-Policy"].partition("img-src ")[2].partition(";")[0].split()
    assert sources == ["'self'", "data:", f"{PUBLIC}/renditions/"]
    assert "/media/renditions/" not in text.replace(PUBLIC, "")
    assert all(f"{PUBLIC}/{each.file.name}" in text for each in image.free_files())
    assert f'property="og:image" content="{PUBLIC}/renditions/' in text
    assert f"{PUBLIC}/renditions/" in client.get("/feed.rss").content.decode()
    form = signed_in(editor).get(f"/admin/articles/article/{version.article_id}/change/")
    assert f"{PUBLIC}/renditions/" in form["Content-Security-Policy"]

    there = objects()
    assert set(there) == {f"paper/{name}" for name in [image.file.name, *names_of(image)]}
    name = min(names_of(image))
    assert there[f"paper/{name}"]["CacheControl"] == f"public, max-age={media.KEPT_S}"
    assert there[f"paper/{name}"]["ContentType"] in ("image/jpeg", "image/webp")
    assert there[f"paper/{image.file.name}"]["CacheControl"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_without_a_public_address_the_paper_hands_the_files_on(use, client):
    use("s3://gazette")
    image, version = make_shown()
    name = image.free_files()[0].file.name

    page = client.get(version.path)
    assert f"/media/{name}" in page.content.decode()
    assert "img-src 'self' data:;" in page["Content-Security-Policy"]
    whole = client.get(f"/media/{name}")
    data = b"".join(whole)
    assert data == default_storage.open(name).read()
    assert whole["Content-Length"] == str(len(data))
    part = client.get(f"/media/{name}", headers={"range": "bytes=2-5"})
    assert (part.status_code, b"".join(part)) == (206, data[2:6])
    default_storage.delete(name)
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_originals_and_documents_pass_through_the_doors_that_ask(use, client, editor, stranger):
    use()
    image, document = make_shown()[0], make_document()
    original, address = f"/admin/articles/image/{image.pk}/original/", document.get_absolute_url()

    assert image.file.url == f"/media/{image.file.name}"
    assert client.get(image.file.url).status_code == 404
    assert not default_storage.is_open_to_all(image.file.name)
    assert b"".join(signed_in(editor).get(original)) == image.file.open().read()
    assert signed_in(stranger).get(original).status_code in (302, 404)

    assert client.get(address).status_code == 404
    make_live(body=f'<figure data-document="{document.uid}"></figure>')
    given = client.get(address)
    assert b"".join(given).startswith(b"%PDF-1.7")
    assert given["Content-Disposition"].startswith("attachment")
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_a_withdrawn_picture_is_in_the_bucket_under_no_name_that_is_known(use, client):
    use()
    image, version = make_shown()
    before, size = names_of(image), len(stored())

    withdraw(version)
    assert run() == (1, 0, 0)

    after = names_of(image)
    assert stored() == after
    assert not after & before
    assert len(after) == size
    page = PublishedVersion.objects.get(pk=version.pk).page
    assert page["picture"]["src"].removeprefix(f"{PUBLIC}/") in after


@pytest.mark.django_db
@pytest.mark.usefixtures("noon")
def test_a_file_that_the_bucket_lost_is_cut_anew(use):
    use()
    image, version = make_shown()
    lost = min(names_of(image))
    default_storage.delete(lost)

    [made] = renewing.bring_up_to_date(image, now=LATER, missing=True)

    assert default_storage.exists(made.file.name)
    assert made.file.name != lost
    composing.recompose([version])
    assert lost not in json.dumps(PublishedVersion.objects.get(pk=version.pk).page)


@pytest.mark.django_db(transaction=True)
def test_a_backup_says_that_files_stay_in_the_bucket_and_which_it_lacks(use, tmp_path):
    use()
    image, _version = make_shown()
    said = StringIO()
    call_command("backup", str(tmp_path), stdout=said)
    folder = Path(said.getvalue().splitlines()[0])
    assert "they stay in s3://gazette/paper." in said.getvalue()
    assert not (folder / "media").exists()
    assert image.file.name in manifests.verify(folder).manifest["elsewhere"]["files"]

    lost = image.file.name
    default_storage.delete(lost)
    with pytest.raises(CommandError, match=f"not in s3://gazette/paper, for instance {lost}"):
        call_command("backup", str(tmp_path / "again"), stdout=said)
    restored = StringIO()
    call_command("restore", str(folder), replace=True, stdout=restored)
    assert "1 of them are not in s3://gazette/paper now." in restored.getvalue()
    assert stored() == names_of(Image.objects.get())


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_folder_is_restored_into_a_bucket(use, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    image, said = make_shown()[0], StringIO()
    call_command("backup", str(tmp_path / "backups"), stdout=said)
    use()
    call_command("restore", said.getvalue().splitlines()[0], replace=True, stdout=said)
    assert "are put into s3://gazette/paper." in said.getvalue()
    assert stored() == names_of(Image.objects.get())
    with image.file.open() as there:
        assert there.read() == (tmp_path / "media" / image.file.name).read_bytes()


@pytest.mark.django_db
def test_a_check_finds_a_bucket_that_shows_originals_or_is_not_there(use, objects):
    def found() -> list[str]:
        said = checks.the_bucket_keeps_originals(None, ["default"])
        return [each.id for each in said]

    use()
    make_shown()
    assert found() == []
    client = boto3.client("s3", "eu-central-1")
    for key in objects():
        client.put_object_acl(Bucket="gazette", Key=key, ACL="public-read")
    assert found() == ["articles.E007"]
    use("s3://another-bucket?region=eu-central-1")
    assert found() == ["articles.E006"]


def test_a_bucket_is_read_from_one_line():
    assert bucket("MEDIA_STORAGE", "") is None
    assert bucket("MEDIA_STORAGE", f"{WORD}/x/&endpoint=https://s3.example:9000/") == Bucket(
        "gazette", "paper", "eu-central-1", "https://s3.example:9000", f"{PUBLIC}/x"
    )


@pytest.mark.parametrize(
    "word, said",
    [
        ("gazette", "does not begin with s3://"),
        ("s3://", "no name"),
        ("s3://hush:hush@gazette", "AWS_ACCESS_KEY_ID"),
        ("s3://gazette?domain=x", "only region, endpoint, public"),
        ("s3://gazette?public=http://media.example", "public is no https address"),
        ("s3://gazette?public=https://media.example;%20script-src%20*", "public is no https"),
        ("s3://gazette?public=https://media.example/&hush", "cannot be read"),
        ("s3://gazette/../x", "its folder"),
        ("s3://gazette?endpoint=s3.example", "its endpoint"),
    ],
)
def test_what_is_wrong_is_refused_in_words_and_without_its_keys(word, said):
    with pytest.raises(ImproperlyConfigured, match="MEDIA_STORAGE cannot be used") as refusal:
        bucket("MEDIA_STORAGE", word)
    assert said in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_a_bucket_without_its_package_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(media, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="requirements-s3"):
        bucket("MEDIA_STORAGE", WORD)
