package dev.adjoint.studio.practise;

import dev.adjoint.data.RandomStream;
import dev.adjoint.explain.why.Element;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.studio.trace.TracedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A gradient to compute by hand: the numbers of a real traced step, one of which is hidden.
///
/// The same kind and seed give the same exercise. The answer is the number of the engine. The
/// results of known mistakes are computed as well, so that a wrong answer can be explained. An
/// exercise whose answer is nearly 0 or nearly the result of a mistake is drawn again.
public final class Exercise {

  private static final int MOST_DRAWS = 200;
  private static final double EXACT = 5.1e-3;
  private static final double CLOSE = 0.03;

  /// The kinds of exercises, from easy to hard.
  public enum Kind {
    /// A square of a line.
    SQUARE(ScalarKind::square),
    /// A chain with tanh.
    TANH(ScalarKind::tanh),
    /// A chain with a sigmoid.
    SIGMOID(ScalarKind::sigmoid),
    /// A value that is used twice.
    BRANCH(ScalarKind::branch),
    /// A gradient after another one.
    SECOND(UpdateKind::second),
    /// The weight after a step with momentum.
    MOMENTUM(UpdateKind::momentum),
    /// The bias of a layer.
    BIAS(LayerKind::bias),
    /// The weight of a layer.
    WEIGHT(LayerKind::weight),
    /// The input of a layer.
    INPUT(LayerKind::input),
    /// A logit before softmax and cross-entropy.
    LOGIT(SoftmaxKind::logit),
    /// A weight before softmax and cross-entropy.
    SOFTMAX_LAYER(SoftmaxKind::weight),
    /// A weight of a hidden layer.
    HIDDEN(LayerKind::hidden);

    private final Function<RandomGenerator, Draft> draw;

    Kind(Function<RandomGenerator, Draft> draw) {
      this.draw = draw;
    }
  }

  /// The mark of an answer.
  ///
  /// @param verdict whether the answer is right
  /// @param mistake the known mistake that gives this answer, if there is one
  public record Mark(Verdict verdict, Optional<Mistake> mistake) {}

  /// Whether an answer is right.
  public enum Verdict {
    /// Right to three digits.
    EXACT,
    /// Within 3 %.
    CLOSE,
    /// Neither.
    WRONG
  }

  private final Kind kind;
  private final long seed;
  private final Draft draft;

  private Exercise(Kind kind, long seed, Draft draft) {
    this.kind = kind;
    this.seed = seed;
    this.draft = draft;
  }

  /// The exercise of a kind and a seed.
  public static Exercise of(Kind kind, long seed) {
    for (int attempt = 0; attempt < MOST_DRAWS; attempt++) {
      Draft draft = kind.draw.apply(RandomStream.of(seed, "exercise " + kind.name(), attempt));
      if (draft.isClear()) {
        return new Exercise(kind, seed, draft);
      }
    }
    throw new IllegalStateException(
        "practise: no clear exercise of %s with seed %d in %d draws"
            .formatted(kind, seed, MOST_DRAWS));
  }

  /// Marks an answer.
  public Mark mark(double answer) {
    if (isNear(answer, draft.answer(), EXACT)) {
      return new Mark(Verdict.EXACT, Optional.empty());
    }
    for (Map.Entry<Mistake, Double> known : draft.distinct().entrySet()) {
      if (isNear(answer, known.getValue(), EXACT)) {
        return new Mark(Verdict.WRONG, Optional.of(known.getKey()));
      }
    }
    return new Mark(
        isNear(answer, draft.answer(), CLOSE) ? Verdict.CLOSE : Verdict.WRONG, Optional.empty());
  }

  private static boolean isNear(double answer, double right, double tolerance) {
    return Math.abs(answer - right) <= tolerance * Math.max(Math.abs(right), SMALL);
  }

  private static final double SMALL = 0.02;

  /// The right answer.
  public double answer() {
    return draft.answer();
  }

  /// The results of known mistakes, as far as they can be distinguished.
  public Map<Mistake, Double> mistakes() {
    return draft.distinct();
  }

  /// The step that the answer comes from.
  public TracedStep step() {
    return draft.step();
  }

  /// Where the answer is in the step.
  public Element element() {
    return draft.element();
  }

  /// The question without its answer.
  public Map<String, Object> question() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind.name().toLowerCase(java.util.Locale.ROOT));
    map.put("seed", seed);
    map.put("rule", draft.rule());
    map.put("asked", draft.asked());
    List<Object> given = new ArrayList<>();
    for (Draft.Given known : draft.given()) {
      List<Object> rows = new ArrayList<>();
      for (double[] row : known.rows()) {
        List<String> cells = new ArrayList<>();
        for (double number : row) {
          cells.add(NumberText.of(number, 6));
        }
        rows.add(cells);
      }
      given.add(Map.of("name", known.name(), "rows", rows));
    }
    map.put("given", given);
    return map;
  }
}
