"""Public tables, split for TableFigures and peers.py: python3 split.py SHARED STATSMODELS VEGA OUT

SHARED is the folder of data beside the repository, STATSMODELS the folder `statsmodels/datasets` of
Debian's python3-statsmodels, VEGA the folder `data` of the npm package vega-datasets 3.2.1. A fifth of
each table is the part `final`, which has no part in any choice; the parts 0, 1 and 2 are random
splits of the rest, by which defaults are chosen.
"""
import os
import sys

import numpy as np
import pandas as pd
from sklearn import datasets

shared, statsmodels, vega, out = sys.argv[1:5]


def shipped(load):
    found = load()
    table = pd.DataFrame(found.data, columns=[str(name).replace(" ", "_") for name in found.feature_names])
    names = getattr(found, "target_names", None)
    table["y"] = found.target if names is None else [names[label] for label in found.target]
    return table


def airquality():
    table = pd.read_csv(f"{shared}/tables/airquality-semicolon-comma.csv", sep=";", decimal=",")
    table = table.replace(-200, np.nan).dropna(subset=["C6H6(GT)", "CO(GT)"]).drop(columns="C6H6(GT)")
    table["Time"] = table["Time"].astype(str).str[:2].astype(int)
    return table


def star98():
    table = pd.read_csv(f"{statsmodels}/star98/star98.csv")
    return table.assign(y=table.PR50M / table.MATHTOT).drop(columns=["PR50M", "MATHTOT"])


def films():
    table = pd.read_json(f"{vega}/movies.json").dropna(subset=["IMDB Rating"])
    table["year"] = pd.to_datetime(table["Release Date"], errors="coerce").dt.year
    return table.drop(columns=["Title", "Release Date", "Director", "IMDB Votes"])[:3000]


def takings():
    table = pd.read_json(f"{vega}/movies.json").dropna(subset=["IMDB Rating", "Worldwide Gross"])
    table["year"] = pd.to_datetime(table["Release Date"], errors="coerce").dt.year
    return table.drop(columns=["Title", "Release Date", "Director", "US Gross", "US DVD Sales"])


def students():
    table = pd.read_csv(f"{shared}/tables/students-dropout.csv", sep=";", encoding="utf-8-sig")
    return table.rename(columns=str.strip)


anes = pd.read_csv(f"{statsmodels}/anes96/anes96.csv", sep=r"\s+", quotechar="'")
sets = {
    "heart": (pd.read_csv(f"{shared}/tables/heart_disease_uci.csv").drop(columns="id"), "num", "c"),
    "students": (students(), "Target", "c"),
    "airquality": (airquality(), "CO(GT)", "r"),
    "penguins": (pd.read_csv(f"{shared}/penguins.csv"), "species", "c"),
    "mpg": (pd.read_csv(f"{shared}/mpg.csv").drop(columns="name"), "mpg", "r"),
    "diabetes": (shipped(datasets.load_diabetes), "y", "r"),
    "cancer": (shipped(datasets.load_breast_cancer), "y", "c"),
    "wine": (shipped(datasets.load_wine), "y", "c"),
    "star98": (star98(), "y", "r"),
    "anes96": (anes.drop(columns=["vote", "DoleLR", "ClinLR"]), "PID", "c"),
    "fair": (pd.read_csv(f"{statsmodels}/fair/fair.csv").drop(columns="affairs"), "rate_marriage", "c"),
    "weather": (pd.read_csv(f"{shared}/timeseries/seattle-weather.csv"), "weather", "c"),
    "movies": (films(), "IMDB Rating", "r"),
    "gross": (takings(), "Worldwide Gross", "r"),
    "barley": (pd.read_json(f"{vega}/barley.json"), "yield", "r"),
    "randhie": (pd.read_csv(f"{statsmodels}/randhie/randhie.csv").sample(6000, random_state=1), "mdvis", "r"),
    "gapminder": (pd.read_csv(f"{vega}/gapminder-health-income.csv").drop(columns="country"), "health", "r"),
}


def write(name, part, train, held, target, kind):
    if kind == "c":
        held = held[held[target].isin(set(train[target]))]
    folder = f"{out}/{name}/{part}"
    os.makedirs(folder, exist_ok=True)
    train.to_csv(f"{folder}/train.csv", index=False)
    held.to_csv(f"{folder}/held.csv", index=False)


with open(f"{out}/sets.tsv", "w") as index:
    for name, (table, target, kind) in sets.items():
        rows = np.random.RandomState(2026).permutation(len(table))
        test, rest = table.iloc[rows[: len(rows) // 5]], table.iloc[rows[len(rows) // 5 :]]
        write(name, "final", rest, test, target, kind)
        for part in range(3):
            order = np.random.RandomState(part).permutation(len(rest))
            fifth = len(rest) // 5
            write(name, part, rest.iloc[order[fifth:]], rest.iloc[order[:fifth]], target, kind)
        index.write(f"{name}\t{target}\t{kind}\n")
