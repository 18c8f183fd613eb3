"""The settings: a wrong or missing one is one clear sentence at start."""

from __future__ import annotations

import pytest

from elearn.settings import ROOT, SettingsError, load

GOOD = {
    "ELEARN_SECRET_KEY": "x" * 32,
    "ELEARN_DATABASE_URL": "postgresql://user:password@localhost/elearn",
    "ELEARN_PUBLIC_URL": "https://training.example.org/",
}


def test_a_full_environment_is_read_into_typed_settings():
    settings = load({**GOOD, "ELEARN_UPLOAD_LIMIT_MB": "3", "ELEARN_TRUSTED_PROXIES": "1"})
    assert settings.database_url == "postgresql+psycopg://user:password@localhost/elearn"
    assert settings.public_url == "https://training.example.org"
    assert settings.upload_limit == 3 * 1024 * 1024
    assert settings.trusted_proxies == 1
    assert settings.secure
    assert (settings.mail_url, settings.mail_from) == ("", "")


@pytest.mark.parametrize("name", GOOD)
def test_there_is_no_default_for_what_matters_outside_demo_mode(name):
    environ = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(SettingsError, match=f"^{name} is not set: set it to "):
        load(environ)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ELEARN_SECRET_KEY", "short", "ELEARN_SECRET_KEY has only 5 characters"),
        ("ELEARN_DATABASE_URL", "mysql://x", "ELEARN_DATABASE_URL names a database that is not"),
        ("ELEARN_PUBLIC_URL", "training", "ELEARN_PUBLIC_URL is 'training', which is no web"),
        ("ELEARN_UPLOAD_LIMIT_MB", "ten", "ELEARN_UPLOAD_LIMIT_MB is 'ten': set it to a whole"),
        ("ELEARN_MAIL_URL", "imap://x", "ELEARN_MAIL_URL names neither a mail server nor a folder"),
        ("ELEARN_MAIL_URL", "folder:", "ELEARN_MAIL_URL names neither"),
        ("ELEARN_MAIL_URL", "smtp://", "ELEARN_MAIL_URL names neither"),
        ("ELEARN_MAIL_URL", "smtp://host:port", "ELEARN_MAIL_URL names neither"),
        ("ELEARN_MAIL_URL", "smtp://user@host", "ELEARN_MAIL_URL names neither"),
        ("ELEARN_MAIL_URL", "smtp://host", "ELEARN_MAIL_FROM is not set: set it to the address"),
        ("ELEARN_MAIL_FROM", "city", "ELEARN_MAIL_FROM is 'city', which is no single address"),
        ("ELEARN_MAIL_FROM", "a@b.org, c@d.org", "ELEARN_MAIL_FROM is 'a@b.org, c@d.org', which"),
        ("ELEARN_DEMO", "perhaps", r"ELEARN_DEMO is 'perhaps': set it to 1 \(on\) or 0 \(off\)"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it_and_the_mend(name, value, sentence):
    with pytest.raises(SettingsError, match=f"^{sentence}"):
        load({**GOOD, name: value})


def test_a_wrong_address_of_the_mail_server_is_named_without_its_password():
    with pytest.raises(SettingsError) as refused:
        load({**GOOD, "ELEARN_MAIL_URL": "smtp://user:hunter2@host:99999"})
    assert "hunter2" not in str(refused.value)


def test_a_mail_server_and_a_sender_with_a_name_are_read():
    mail = {
        "ELEARN_MAIL_URL": "smtps://user:p%40ss@mail.example.org",
        "ELEARN_MAIL_FROM": "Город Альмар <training@example.org>",
    }
    settings = load({**GOOD, **mail})
    assert settings.mail_url == mail["ELEARN_MAIL_URL"]
    assert settings.mail_from == mail["ELEARN_MAIL_FROM"]


def test_a_relative_folder_stands_in_that_of_the_service_and_the_demonstration_has_one():
    settings = load({**GOOD, "ELEARN_MAIL_URL": "folder:out", "ELEARN_MAIL_FROM": "t@city.org"})
    assert settings.mail_url == f"folder:{ROOT / 'out'}"
    assert load({**GOOD, "ELEARN_DEMO": "1"}).mail_url == f"folder:{ROOT / 'instance' / 'mail'}"
