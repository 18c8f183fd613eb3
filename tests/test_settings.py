"""The settings: a wrong or missing one is one clear sentence at start."""

from __future__ import annotations

import pytest

from elearn.settings import SettingsError, load

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
        ("ELEARN_DEMO", "perhaps", r"ELEARN_DEMO is 'perhaps': set it to 1 \(on\) or 0 \(off\)"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it_and_the_mend(name, value, sentence):
    with pytest.raises(SettingsError, match=f"^{sentence}"):
        load({**GOOD, name: value})
