"""Serve without TensorFlow: 370 MB and 8 s of a start, for code that our model never calls.

Rasa imports every component it has before it looks at which ones a model uses. Placeholders let
those imports pass, as documentation builders do; whoever then calls one gets a clear error.
"""

from __future__ import annotations

import json
import sys
import tarfile
from abc import ABCMeta
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

# Beside TensorFlow only what takes megabytes and belongs to channels, stores and plots not ours.
UNUSED = frozenset(
    {
        *("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"),
        *("matplotlib", "boto3", "botocore", "pymongo", "slack_sdk", "aiogram", "socketio"),
    }
)
# Rasa's components that were read and run without TensorFlow; any other one gets the real one.
KNOWN_WITHOUT = frozenset(
    {
        "rasa.core.policies.ensemble.DefaultPolicyPredictionEnsemble",
        "rasa.core.policies.memoization.AugmentedMemoizationPolicy",
        "rasa.core.policies.memoization.MemoizationPolicy",
        "rasa.core.policies.rule_policy.RulePolicy",
        "rasa.graph_components.converters.nlu_message_converter.NLUMessageConverter",
        "rasa.graph_components.providers.domain_provider.DomainProvider",
        "rasa.graph_components.providers.rule_only_provider.RuleOnlyDataProvider",
        "rasa.nlu.classifiers.regex_message_handler.RegexMessageHandler",
    }
)


def leave_out_unused(model: Path) -> bool:
    """Put placeholders for `UNUSED` if every component of `model` is known to work without.

    Call it before anything imports rasa. Returns False, and changes nothing, for a model with
    another component or none at all.
    """
    if not model.is_file() or not works_without(model):
        return False
    sys.meta_path.insert(0, _Finder())
    return True


def readable(model: Path) -> bool:
    """Tell whether `model` is an archive that says what it needs."""
    try:
        return bool(components(model))
    except Exception:  # a broken archive may raise anything
        return False


def can_load(model: Path) -> bool:
    """Tell whether this process has all that `model` needs, placeholders or not."""
    return works_without(model) or not any(isinstance(f, _Finder) for f in sys.meta_path)


def works_without(model: Path) -> bool:
    """Tell whether every component of the archive `model` is known to work without `UNUSED`."""
    return all(map(_works_without, components(model)))


def components(model: Path) -> set[str]:
    """Return the full class name of every component that serving the archive `model` loads."""
    with tarfile.open(model) as archive:
        file = archive.extractfile("metadata.json")
        assert file is not None
        schema = json.load(file)["predict_schema"]
    return {node["uses"] for node in schema["nodes"].values()}


def _works_without(component: str) -> bool:
    return component.startswith("bot.") or component in KNOWN_WITHOUT


class _PlaceholderType(ABCMeta):
    """The type of placeholders: classes, so that others can inherit from them or name them."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_") or not vars(cls).get("is_placeholder"):
            raise AttributeError(f"{cls.__qualname__} has no {name}")
        made = placeholder(f"{cls.__module__}.{cls.__qualname__}", name)
        setattr(cls, name, made)
        return made

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Pass a decorated function through; anything else is a use of what is not there."""
        if vars(cls).get("is_placeholder") and _is_imported(sys._getframe(1)):
            return args[0] if len(args) == 1 and callable(args[0]) and not kwargs else cls
        raise RuntimeError(
            f"{cls.__module__}.{cls.__qualname__} was called, but this process serves without "
            "its package: add the component to config.yml and train, or see "
            "bot/dialogue/placeholders.py"
        )


def _is_imported(caller: Any) -> bool:
    """Tell whether the caller is the body of a module or of a class in it, not a function."""
    return caller.f_code.co_name == "<module>" or "__qualname__" in caller.f_locals


def placeholder(package: str, name: str) -> Any:
    """Return the class that stands for `name` of `package`."""
    return _PlaceholderType(name, (), {"__module__": package, "is_placeholder": True})


class _Module(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = placeholder(self.__name__, name)
        setattr(self, name, made)
        return made


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.split(".")[0] not in UNUSED:
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass
