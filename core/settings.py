"""The settings: typed, read from the environment and one file, checked at the start."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from core.errors import SettingsError

FILE_NAME = "synpunkt.toml"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

#: Where a setting has another name in the environment than SYNPUNKT_<SETTING>.
PLAIN_NAMES = {"host": "HOST", "port": "PORT", "database_url": "DATABASE_URL"}


def _known_database(address: str) -> str:
    """Give the address with the driver that is installed.

    Raises ValueError when it is neither SQLite nor PostgreSQL.
    """
    for scheme in ("postgres://", "postgresql://"):
        if address.startswith(scheme):
            return "postgresql+psycopg://" + address.removeprefix(scheme)
    if not address.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")
    return address


DatabaseAddress = Annotated[str, AfterValidator(_known_database)]


class Settings(BaseModel):
    """Everything that can be chosen about one installation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    workers: int = Field(2, ge=1, le=64)
    proxies: int = Field(0, ge=0, le=5)
    database_url: DatabaseAddress | None = None
    owner_database_url: DatabaseAddress | None = None
    secret_key: str | None = Field(None, min_length=32)
    #: Earlier keys, with spaces between: what was sealed with them can still be opened.
    old_secret_keys: str = ""
    public_address: str | None = Field(None, pattern=r"^https?://[^/\s]+$")
    feedback_path: str = Field("/tyck-till", pattern=r"^/[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)
    station_printer: bool = False
    smtp_url: str | None = Field(None, pattern=r"^smtps?://[^/\s]+$")
    mail_from: str | None = Field(None, pattern=r"^[^@\s]+@[^@\s]+$")
    redis_url: str | None = Field(None, pattern=r"^rediss?://\S+$")
    #: Those who may see contact details sign in with a code from their telephone too.
    two_step: bool = True
    limit_inside: int = Field(5, ge=3)
    limit_public: int = Field(10, ge=5)

    def limit(self, *, public: bool) -> int:
        """The smallest group that is shown, inside the organisation or to everyone."""
        return self.limit_public if public else self.limit_inside

    @property
    def database(self) -> str:
        """The address that the application uses."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'synpunkt.sqlite'}"

    @property
    def owner_database(self) -> str:
        """The address that may change the schema."""
        return self.owner_database_url or self.database

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def address(self) -> str:
        """What to put before a path so that a person can open it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_address or f"http://{host}:{self.port}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the file and the environment; the environment wins.

    The file is `synpunkt.toml` in the data folder, or where SYNPUNKT_FILE says.
    Raises SettingsError with one line that names the setting and where it came from.
    """
    given = _from_environment(environment)
    data = Path(given.get("data", Settings.model_fields["data"].default))
    file = Path(environment.get("SYNPUNKT_FILE", data / FILE_NAME))
    if "SYNPUNKT_FILE" in environment and not file.is_file():
        raise SettingsError(f"SYNPUNKT_FILE: there is no file {file}")
    stored = _from_file(file) if file.is_file() else {}
    try:
        return Settings(**(stored | given))
    except ValidationError as error:
        raise SettingsError(_first_line(error, given, file)) from None


def environment_name(setting: str) -> str:
    """The environment variable that holds the setting."""
    return PLAIN_NAMES.get(setting, f"SYNPUNKT_{setting.upper()}")


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = {environment_name(setting): setting for setting in Settings.model_fields}
    for name in environment:
        if name.startswith("SYNPUNKT_") and name not in {*names, "SYNPUNKT_FILE"}:
            raise SettingsError(f"{name}: no setting has this name; known are {', '.join(names)}")
    return {names[name]: value for name, value in environment.items() if name in names}


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from None


def _first_line(error: ValidationError, given: Mapping[str, str], file: Path) -> str:
    first = error.errors()[0]
    setting = str(first["loc"][0])
    where = environment_name(setting) if setting in given else f"{file}: {setting}"
    return f"{where}: {first['msg']}"
