package dev.adjoint.explain.trace;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// The update of one number of a parameter in lines: the old value, the gradient, the rule with its
/// numbers, what the rule remembers, and the new value; computed again in F64 from the printed
/// rule.
public final class UpdateText {

  private static final int DIGITS = 9;

  private final TracedUpdate update;
  private final int flat;
  private final Wording words;
  private final List<String> lines = new ArrayList<>();
  private boolean agrees = true;

  private UpdateText(TracedUpdate update, int flat, Wording words) {
    this.update = update;
    this.flat = flat;
    this.words = words;
  }

  /// The lines for one element.
  ///
  /// @param flat the element in C order
  public static List<String> of(TracedUpdate update, int flat) {
    return of(update, flat, Wording.english());
  }

  /// The same in the language of `words`.
  public static List<String> of(TracedUpdate update, int flat, Wording words) {
    return new UpdateText(update, flat, words).lines();
  }

  /// The lines as a section of a document: the first is its heading.
  public static Section section(TracedUpdate update, int flat, Wording words) {
    UpdateText text = new UpdateText(update, flat, words);
    List<String> lines = text.lines();
    boolean isChecked = !Double.isNaN(recomputed(update, flat));
    int sentence = isChecked ? lines.size() - 2 : lines.size() - 1;
    List<Block> blocks = new ArrayList<>();
    lines.subList(1, sentence).forEach(line -> blocks.add(new Block.Formula(line.strip())));
    blocks.add(new Block.Paragraph(lines.get(sentence).strip()));
    if (isChecked) {
      blocks.add(new Block.Check(text.agrees, lines.getLast().strip()));
    }
    return new Section(lines.getFirst(), blocks);
  }

  /// The new value by the rule, in F64 and without the orders of rounding of the kernel; NaN for
  /// rules that are not known here.
  static double recomputed(TracedUpdate update, int flat) {
    return new UpdateText(update, flat, Wording.english()).byRule();
  }

  private List<String> lines() {
    lines.add(words.text("update.title", update.step(), update.rule()));
    update
        .earlier()
        .ifPresent(earlier -> {
          double old = number(earlier);
          lines.add(
              "  "
                  + words.text(
                      "update.earlier",
                      text(old),
                      text(number(update.gradient()) - old),
                      text(gradient())));
        });
    lines.add("  θ = %s, g = %s".formatted(text(before()), text(gradient())));
    double expected = byRule();
    double after = number(update.after());
    lines.add("  " + words.text("update.new", text(after), text(after - before())));
    if (!Double.isNaN(expected)) {
      double change = Math.abs(expected - before());
      double difference = Math.abs(after - expected);
      double allowed = rounding() * Math.max(Math.abs(before()), Math.abs(after)) + 1e-5 * change;
      agrees = difference <= allowed;
      lines.add("  " + words.text(agrees ? "update.agrees" : "update.differs", text(expected)));
    }
    return lines;
  }

  private double byRule() {
    return switch (update.rule()) {
      case Sgd rule -> sgd(rule);
      case Adam rule ->
          adam(
              rule.rate().at(update.step()),
              rule.beta1(),
              rule.beta2(),
              rule.epsilon(),
              rule.weightDecay(),
              1);
      case AdamW rule -> {
        double rate = rule.rate().at(update.step());
        yield adam(
            rate, rule.beta1(), rule.beta2(), rule.epsilon(), 0, 1 - rate * rule.weightDecay());
      }
      default -> Double.NaN;
    };
  }

  private double sgd(Sgd rule) {
    double rate = rule.rate().at(update.step());
    double direction = gradient();
    if (rule.weightDecay() != 0) {
      direction += rule.weightDecay() * before();
      lines.add("  g + λ·θ = %s, λ = %s".formatted(text(direction), text(rule.weightDecay())));
    }
    if (rule.momentum() != 0) {
      Tensor old = update.memoryBefore().get("momentum_buffer");
      double buffer =
          old == null
              ? direction
              : rule.momentum() * number(old) + (1 - rule.dampening()) * direction;
      lines.add(
          old == null
              ? "  " + words.text("update.first", text(buffer))
              : "  b = μ·b + (1 − τ)·g = %s · %s + %s · %s = %s"
                  .formatted(
                      text(rule.momentum()),
                      text(number(old)),
                      text(1 - rule.dampening()),
                      text(direction),
                      text(buffer)));
      direction = rule.nesterov() ? direction + rule.momentum() * buffer : buffer;
    }
    double after = before() - rate * direction;
    lines.add(
        "  θ − γ·%s = %s − %s · %s = %s"
            .formatted(
                rule.momentum() == 0 ? "g" : rule.nesterov() ? "(g + μ·b)" : "b",
                text(before()),
                text(rate),
                text(direction),
                text(after)));
    return after;
  }

  private double adam(
      double rate, double beta1, double beta2, double epsilon, double coupled, double kept) {
    double t = number(update.memoryAfter().getOrDefault("step", Tensor.scalar(1)), 0);
    double g = gradient() + coupled * before();
    double m = beta1 * memory("exp_avg") + (1 - beta1) * g;
    double v = beta2 * memory("exp_avg_sq") + (1 - beta2) * g * g;
    double mean = m / (1 - Math.pow(beta1, t));
    double square = v / (1 - Math.pow(beta2, t));
    double after = kept * before() - rate * mean / (Math.sqrt(square) + epsilon);
    lines.add(
        "  m = β₁·m + (1 − β₁)·g = %s · %s + %s · %s = %s"
            .formatted(text(beta1), text(memory("exp_avg")), text(1 - beta1), text(g), text(m)));
    lines.add(
        "  v = β₂·v + (1 − β₂)·g² = %s · %s + %s · %s = %s"
            .formatted(
                text(beta2), text(memory("exp_avg_sq")), text(1 - beta2), text(g * g), text(v)));
    lines.add(
        "  m̂ = m / (1 − β₁ᵗ) = %s, v̂ = v / (1 − β₂ᵗ) = %s, t = %s"
            .formatted(text(mean), text(square), text(t)));
    lines.add(
        "  %sθ − γ · m̂ / (√v̂ + ε) = %s%s − %s · %s / (%s + %s) = %s"
            .formatted(
                kept == 1 ? "" : "(1 − γ·λ)·",
                kept == 1 ? "" : text(kept) + " · ",
                text(before()),
                text(rate),
                text(mean),
                text(Math.sqrt(square)),
                text(epsilon),
                text(after)));
    return after;
  }

  private double memory(String name) {
    Tensor old = update.memoryBefore().get(name);
    return old == null ? 0 : number(old);
  }

  private double before() {
    return number(update.before());
  }

  private double gradient() {
    return number(update.gradient());
  }

  private double number(Tensor tensor) {
    return number(tensor, flat);
  }

  private static double number(Tensor tensor, int flat) {
    return tensor.toDoubleArray()[flat];
  }

  private double rounding() {
    return update.after().elementType() == ElementType.F32 ? 1e-6 : 1e-14;
  }

  private static String text(double number) {
    return NumberText.of(number, DIGITS);
  }
}
