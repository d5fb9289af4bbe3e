import io
import json
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest

from equipoise.core.errors import SettingsError
from equipoise.learn.lms import package_key
from equipoise.learn.route import routes
from equipoise.learn.scorm import origin, package
from equipoise.texts.catalogue import texts

KEY, ADDRESS = b"k" * 32, "https://equipoise.example.org/app/"
ROUTE = routes()["essentials"]
WORDS = texts().under("scorm")
NAMES = {"c": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
SCO = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype"


def files(route=ROUTE, address=ADDRESS, words=WORDS):
    archive = zipfile.ZipFile(io.BytesIO(package(route, address, KEY, words)))
    return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize("route", routes().values(), ids=list(routes()))
def test_the_manifest_names_one_object_that_reports_and_all_its_files(route):
    held = files(route)
    root = ElementTree.fromstring(held["imsmanifest.xml"])
    assert root.findtext("c:metadata/c:schemaversion", namespaces=NAMES) == "1.2"
    (resource,) = root.findall("c:resources/c:resource", NAMES)
    assert resource.get(SCO) == "sco" and resource.get("href") == "index.html"
    named = {one.get("href") for one in resource.findall("c:file", NAMES)}
    assert named == set(held) - {"imsmanifest.xml"}
    (item,) = root.findall("c:organizations/c:organization/c:item", NAMES)
    assert item.get("identifierref") == resource.get("identifier")
    assert item.findtext("c:title", namespaces=NAMES) == route.title


def test_the_launcher_knows_address_origin_and_its_own_key_only():
    settings = json.loads(files()["settings.js"].removeprefix("export default ").rstrip(";\n"))
    assert settings["app"] == "https://equipoise.example.org/app/learn?path=essentials&lms="
    assert settings["origin"] == "https://equipoise.example.org"
    assert settings["key"] == package_key(KEY, ROUTE) and KEY.hex() not in files()["settings.js"]
    assert settings["words"] == dict(WORDS)


def test_every_place_of_the_template_is_filled_and_words_are_only_words():
    page = files(words={**WORDS, "lead": "<script>alert(1)</script>"})["index.html"]
    assert "{{" not in page and "<script>alert" not in page and "&lt;script&gt;" in page


def test_the_same_package_has_the_same_bytes():
    assert package(ROUTE, ADDRESS, KEY, WORDS) == package(ROUTE, ADDRESS, KEY, WORDS)


@pytest.mark.parametrize(
    "address",
    ["", "equipoise.example.org", "javascript:alert(1)", "file:///x", "https://", "https://x.example/?a=1", "https://x.example/#a",
     "https://u:p@x.example", "https://x.example:99999", 'https://x.example/"><script>'],
)  # fmt: skip
def test_what_is_no_address_of_an_app_is_refused(address):
    with pytest.raises(SettingsError, match="no address of the app"):
        package(ROUTE, address, KEY, WORDS)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://X.example:443/app", "https://x.example"),
        ("http://x.example:8501", "http://x.example:8501"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_an_origin_is_written_as_browsers_do(address, found):
    assert origin(address) == found
