package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;

/// What a search has found.
///
/// @param space what was searched
/// @param trials in the order of their evaluation
public record SearchReport(SearchSpace space, List<SearchTrial> trials) {

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if there is no trial
  public SearchReport {
    Objects.requireNonNull(trials, "search: the list of trials is null; give at least one");
    trials.forEach(trial -> Objects.requireNonNull(trial, "search: a trial is null; give one"));
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("search: the report has no trial; run at least one");
    }
  }

  /// The trial with the least score among those with the largest budget; the first of equal ones.
  public SearchTrial best() {
    long most = trials.stream().mapToLong(SearchTrial::budget).max().orElseThrow();
    return trials.stream()
        .filter(trial -> trial.budget() == most)
        .min(Comparator.comparingDouble(SearchTrial::rank))
        .orElseThrow();
  }

  /// The trials from the best: larger budgets first, then lower scores.
  public List<SearchTrial> ranking() {
    List<SearchTrial> ranked = new ArrayList<>(trials);
    ranked.sort(
        Comparator.comparingLong(SearchTrial::budget)
            .reversed()
            .thenComparingDouble(SearchTrial::rank));
    return ranked;
  }

  /// One line for each trial in the order of evaluation, with a header: trial, score, budget and
  /// the hyperparameters.
  public String toCsv() {
    StringBuilder text = new StringBuilder(header().toString()).append('\n');
    for (SearchTrial trial : trials) {
      StringJoiner line = new StringJoiner(",");
      cells(trial).forEach(cell -> line.add(quoted(cell)));
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private StringJoiner header() {
    StringJoiner header = new StringJoiner(",").add("trial").add("score").add("budget");
    space.ranges().keySet().forEach(name -> header.add(quoted(name)));
    return header;
  }

  private static List<String> cells(SearchTrial trial) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(trial.number()));
    cells.add(Double.toString(trial.score()));
    cells.add(Long.toString(trial.budget()));
    trial.values().values().forEach(value -> cells.add(value.toString()));
    return cells;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /// The best trial and the five after it.
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    text.add("%d trials, the best first".formatted(trials.size()));
    for (SearchTrial trial : ranking().stream().limit(6).toList()) {
      StringJoiner values = new StringJoiner(", ");
      trial.values().forEach((name, value) -> values.add("%s %s".formatted(name, shown(value))));
      text.add(
          "  trial %d: %s, budget %d: %s"
              .formatted(trial.number(), shown(trial.score()), trial.budget(), values));
    }
    return text.toString();
  }

  private static String shown(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4g", number)
        : value.toString();
  }
}
