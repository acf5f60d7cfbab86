"""Rasa's logistic regression, on sparse rows alone and quick to load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import csr_matrix, vstack

__all__ = ["SparseLogisticRegression"]

_FILE = "classifier.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SparseLogisticRegression(LogisticRegressionClassifier):
    """The same classifier with two differences, each measured.

    No empty dense matrix is put beside every message's row, which took more than half of its
    time; our featuriser makes no dense features. And it is stored with joblib: importing skops,
    with which Rasa stores it, takes eight seconds of every start.
    """

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802
        return vstack(
            [message.get_sparse_features(attribute=TEXT)[1].features for message in messages],
            format="csr",
        )

    def persist(self) -> None:
        """Puts the trained classifier into the model."""
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self.clf, Path(folder) / _FILE)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SparseLogisticRegression:
        """The classifier of a trained model."""
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.clf = joblib.load(Path(folder) / _FILE)
        return component
