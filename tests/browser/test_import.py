"""Importing a renamed, reordered export with local codes in a real browser: by mouse, by keyboard alone, beside others.

The server has a data home of its own; every test begins on the demonstration program.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from analytics.records.imports import current_import, show_import
from tests.browser.export import CODES_TO_SAY, TO_SAY, write_export
from tests.browser.person import PATIENCE, Person, PlaywrightTimeout, WithKeys, WithMouse, still
from tests.browser.walk import BROWSER_OPTIONS, browser_path, served

playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is in requirements-dev.txt")
axe_module = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="axe-playwright-python is in requirements-dev.txt"
)

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BEGINNINGS = 3
One = TypeVar("One", WithMouse, WithKeys)
DEMO_ROWS = "130,379 rows used"
IMPORT_ROWS = "101,766 rows used"  # the demo without its measures, which the export does not hold
IMPORT = "data?data_part=Import"
SECRET = "Zebulon-Quixote"


@dataclass
class Office:
    """The server, its log, the imports' home, and a way to open a window of one's own."""

    address: str
    log: Path
    home: Path
    export: list[Path]
    window: Callable[..., Any]

    def open(self, page: Any, path: str) -> Any:
        """Go to a page and wait until it is still."""
        page.goto(f"{self.address}/{path}")
        page.get_by_role("heading", level=1).wait_for(timeout=PATIENCE)
        still(page)
        return page


@pytest.fixture(scope="module")
def office(project: Path, demo_source: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[Office]:
    """One server and browser for the module; each window is a session of its own."""
    path, home = browser_path(), tmp_path_factory.mktemp("office")
    export = write_export(Path(demo_source), tmp_path_factory.mktemp("export"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IOP_HOME", str(home))
        with served(project, "--today", "2026-10-01") as (address, log), playwright_api.sync_playwright() as play:
            browser = play.chromium.launch(executable_path=path, args=BROWSER_OPTIONS)

            def window(**options: Any) -> Any:
                return browser.new_context(**{"viewport": WIDE, **options}).new_page()

            yield Office(address, log, home, export, window)
            browser.close()


@pytest.fixture(autouse=True)
def demonstration_first(office: Office) -> None:
    show_import(None, home=office.home)


def line(page: Any) -> str:
    """The line under the title."""
    told: str = page.get_by_text("rows used").first.inner_text()
    return told


def import_it(person: WithMouse | WithKeys, files: list[Path]) -> None:
    """The whole task: choose the files, say what the proposal cannot know, check, confirm."""
    person.upload(files)
    person.page.get_by_role("combobox", name="What happened").wait_for(timeout=PATIENCE)
    for column, ours in _in_order_of_the_page(person.page, TO_SAY | CODES_TO_SAY):
        person.choose(column, ours)
    for code, ours in _in_order_of_the_page(person.page, CODES_TO_SAY):
        person.choose(code, ours)
    person.press("Check the records")
    person.page.get_by_role("heading", name="4. Make them the current data").wait_for(timeout=PATIENCE)
    person.press("Make these the current data")
    person.page.get_by_text("are now the current data").wait_for(timeout=PATIENCE)
    still(person.page)


def _in_order_of_the_page(page: Any, wanted: dict[str, str]) -> list[tuple[str, str]]:
    """The selections still to be made, from the top: the reader meets them in this order."""
    boxes = page.get_by_role("combobox").evaluate_all("all => all.map(b => [b.getAttribute('aria-label'), b.value])")
    named = [(label, value, wanted.get(_named(label, wanted), "")) for label, value in boxes]
    return [(label, ours) for label, value, ours in named if ours and not value.startswith(ours)]


def _named(label: str, wanted: dict[str, str]) -> str:
    return next((name for name in wanted if label == name or label.startswith(f"{name} (")), "")


def test_by_mouse(office: Office, record_property: Callable[[str, object], None]) -> None:
    def begin() -> WithMouse:
        page = office.open(office.window(), "")
        person = WithMouse(page)
        page.get_by_role("link", name="Data", exact=True).click()
        page.get_by_role("heading", name="Data", level=1).wait_for(timeout=PATIENCE)
        person.clicks += 1
        person.part("Import")
        return person

    person = imported_by(begin, office)
    _imported(person.page, office, person, "by mouse", record_property)
    assert person.clicks <= 40


def test_by_keyboard_alone(office: Office, record_property: Callable[[str, object], None]) -> None:
    person = imported_by(lambda: WithKeys(office.open(office.window(), IMPORT)), office)
    _imported(person.page, office, person, "by keyboard", record_property)


def imported_by(begin: Callable[[], One], office: Office) -> One:
    """The task done; a person whose page stands still on a busy machine begins again in a new window, twice at most."""
    for _ in range(BEGINNINGS - 1):
        person = begin()
        try:
            import_it(person, office.export)
            return person
        except PlaywrightTimeout:
            print("began again")
    person = begin()
    import_it(person, office.export)
    return person


def _imported(page: Any, office: Office, person: Person, how: str, record: Callable[[str, object], None]) -> None:
    print(person.told(how))
    record(how, person.told(how))
    assert IMPORT_ROWS in line(page)
    assert current_import(home=office.home) is not None
    assert "Client" not in page.url and "GroupLog" not in page.url


def test_another_session_keeps_reading_and_is_told(office: Office) -> None:
    reader = office.open(office.window(), "?site=Main&track=evening")
    before = line(reader)
    assert DEMO_ROWS in before
    page = imported_by(lambda: WithMouse(office.open(office.window(), IMPORT)), office).page

    assert line(reader) == before  # nothing moves under the reader's eyes
    reader.get_by_role("link", name="Definitions", exact=True).click()
    reader.get_by_role("heading", name="Definitions", level=1).wait_for(timeout=PATIENCE)
    still(reader)

    assert IMPORT_ROWS in line(reader)
    assert reader.get_by_text("The records were replaced while you were reading").count() == 1
    assert page.get_by_text("The records were replaced while you were reading").count() == 0
    assert reader.locator('[data-testid="stException"]').count() == 0


def test_files_that_cannot_be_used_leave_what_was_shown(office: Office, tmp_path: Path) -> None:
    file = tmp_path / f"{SECRET}.csv"
    file.write_text(f"Client #,Adm Dt,Note\n{SECRET},12/30/2099,{SECRET}\nB,12/31/2099,x\n", encoding="utf-8")
    page = office.open(office.window(), IMPORT)
    person = WithMouse(page)
    person.upload([file])
    person.press("Check the records")

    told = page.get_by_text("cannot become the current data; what was shown stays")
    told.wait_for(timeout=PATIENCE)
    assert "no row of" in told.inner_text()
    assert DEMO_ROWS in line(page)
    assert current_import(home=office.home) is None


def test_a_file_name_stays_in_its_session(office: Office, tmp_path: Path) -> None:
    asked: list[str] = []
    file = tmp_path / f"{SECRET}.csv"
    file.write_text(f"Client #,Adm Dt,{SECRET}\n{SECRET},12/30/2025,{SECRET}\nB,12/31/2025,x\n", encoding="utf-8")
    page = office.window()
    page.on("request", lambda request: asked.append(request.url))
    office.open(page, IMPORT)
    person = WithMouse(page)
    person.upload([file])
    person.press("Check the records")
    person.press("Make these the current data")

    kept = [path.name for path in office.home.rglob("*")]
    printed = office.log.read_text(encoding="utf-8")
    assert SECRET not in " ".join([*asked, *kept]) + printed
    assert "episodes.csv" in kept and "Traceback" not in printed


def test_switching_back_and_deleting(office: Office) -> None:
    page = office.open(office.window(), IMPORT)
    person = WithMouse(page)
    import_it(person, office.export)
    kept = current_import(home=office.home)

    page.get_by_text("The demonstration program", exact=True).click()
    still(page)
    person.press("Make this the current data")
    assert DEMO_ROWS in line(page)

    page.get_by_text("Import of").first.click()
    still(page)
    person.press("Remove this import")
    person.press("Delete it")
    page.get_by_text("was deleted").wait_for(timeout=PATIENCE)
    assert kept is not None and not kept.exists()


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE)], ids=["light", "dark", "phone"]
)
def test_every_step_is_accessible(office: Office, scheme: str, size: dict[str, int]) -> None:
    page = office.open(office.window(color_scheme=scheme, viewport=size), IMPORT)
    person = WithMouse(page)
    person.upload(office.export)
    page.get_by_role("combobox", name="What happened").wait_for(timeout=PATIENCE)
    assert objections(page) == []
    person.choose("What happened", "status")
    person.choose("Seen (", "attended")
    person.press("Check the records")
    page.get_by_role("heading", name="4. Make them the current data").wait_for(timeout=PATIENCE)
    still(page)
    assert objections(page) == []
    office.open(page, "data?data_part=Program+settings")
    for box in ("Figures and targets", "Time", "Records and groups"):
        page.get_by_text(box, exact=True).click()
    still(page)
    assert objections(page) == []


def objections(page: Any) -> list[str]:
    """What axe objects to, once nothing fades any more."""
    still(page)
    page.wait_for_timeout(500)
    found = axe_module.Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found.response["violations"]]
