"""scikit-learn's defaults on the tables of split.py: python3 peers.py FOLDER PART,PART"""
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
folder, parts = sys.argv[1], sys.argv[2].split(",")


def models(kind):
    if kind == "c":
        return {
            "linear": LogisticRegression(max_iter=1000),
            "perceptron": MLPClassifier(random_state=1),
            "forest": RandomForestClassifier(random_state=1),
            "boosting": HistGradientBoostingClassifier(random_state=1),
        }
    scaled = {
        "linear": RidgeCV(alphas=np.logspace(-3, 3, 13)),
        "perceptron": MLPRegressor(random_state=1),
        "forest": RandomForestRegressor(random_state=1),
        "boosting": HistGradientBoostingRegressor(random_state=1),
    }
    return {
        name: TransformedTargetRegressor(model, transformer=StandardScaler()) for name, model in scaled.items()
    }


def inputs(table):
    numbers = [name for name in table if table[name].dtype.kind in "fi"]
    texts = [name for name in table if name not in numbers and table[name].nunique() <= max(20, len(table) // 2)]
    scale = make_pipeline(SimpleImputer(), StandardScaler())
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    return ColumnTransformer([("numbers", scale, numbers), ("texts", one_hot, texts)])


for line in open(f"{folder}/sets.tsv"):
    name, target, kind = line.rstrip("\n").split("\t")
    figures = {}
    for part in parts:
        train, held = (pd.read_csv(f"{folder}/{name}/{part}/{which}.csv") for which in ("train", "held"))
        x, h = train.drop(columns=target), held.drop(columns=target)
        for column in x:
            if x[column].dtype.kind not in "fi":
                x[column], h[column] = x[column].astype(str), h[column].astype(str)
        for label, model in models(kind).items():
            fitted = make_pipeline(inputs(x), model).fit(x, train[target])
            figures.setdefault(label, []).append(fitted.score(h, held[target]))
    print(name, *(f"{label} {np.mean(values):.3f}" for label, values in figures.items()), flush=True)
