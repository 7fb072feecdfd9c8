package dev.adjoint.explain.why;

import dev.adjoint.explain.document.SumColumn;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The gradient of a logit by the long way: through the probabilities of the softmax and the
/// logarithm of the one that the target names, link by link.
///
/// The step computes softmax and cross-entropy in one operation, whose derivative `p[k] − [k = t]`
/// no longer shows the chain rule. Here it is written out, `Σⱼ (∂L/∂p[j]) · (∂p[j]/∂x[k])`, with
/// derivatives of the two operations by themselves in F64, and compared with the fused one.
///
/// @param logit the number in question
/// @param sample the row of the logit
/// @param target the class of that row
/// @param outer ∂L/∂p for each class
/// @param inner ∂p/∂x of the logit for each class
/// @param upstream the gradient of the loss of this row
/// @param fused the gradient that the fused operation stored
public record LongForm(
    Element logit,
    int sample,
    int target,
    double[] outer,
    double[] inner,
    double upstream,
    double fused) {

  private static final String FUSED = "cross entropy";
  private static final double CLOSE = 1e-5;

  /// The long way to a gradient; empty if it is not that of logits of a fused cross-entropy.
  public static Optional<LongForm> of(StepTrace trace, Element element) {
    var value = trace.value(element.value());
    int flat = element.flat(value.value().shape());
    for (TracedOperation operation : trace.operations()) {
      boolean isFused =
          element.isGradient()
              && operation.label().equals(FUSED)
              && operation.inputs().getFirst() == value.id()
              && trace.visit(operation.index()).isPresent();
      if (isFused) {
        return trace
            .visit(operation.index())
            .orElseThrow()
            .upstream()
            .getFirst()
            .map(upstream -> of(trace, operation, element, flat, upstream));
      }
    }
    return Optional.empty();
  }

  private static LongForm of(
      StepTrace trace, TracedOperation operation, Element element, int flat, Tensor upstream) {
    List<Tensor> inputs = trace.inputsOf(operation);
    Tensor logits = inputs.getFirst();
    int classes = logits.shape().size(1);
    int sample = flat / classes;
    int target = (int) inputs.get(1).toDoubleArray()[sample];
    Tensor row = logits.slice(0, sample, sample + 1).to(ElementType.F64);
    Tensor chosen = Tensor.of(new long[] {target}).unsqueeze(1);
    Tensor p = row.softmax(1).detach().requiresGrad();
    Tensor loss = p.gather(1, chosen).log().multiply(-1).sum();
    double[] outer = Gradients.of(loss, BackwardMode.FREE_GRAPH, p)[0].toDoubleArray();
    double[] inner =
        Gradients.jvp(x -> x.softmax(1), row, oneHot(classes, flat % classes)).toDoubleArray();
    double stored = 0;
    for (var contribution : trace.contributions(trace.value(element.value()))) {
      if (contribution.operation() == operation.index()) {
        stored = Why.number(contribution.amount(), flat);
      }
    }
    return new LongForm(
        element, sample, target, outer, inner, upstream.toDoubleArray()[sample], stored);
  }

  private static Tensor oneHot(int classes, int k) {
    double[] tangent = new double[classes];
    tangent[k] = 1;
    return Tensor.of(ElementType.F64, tangent, Shape.of(1, classes));
  }

  /// The product for a class, with the gradient of the row's loss.
  private double product(int j) {
    return outer[j] * inner[j] * upstream;
  }

  /// The sum over the classes.
  public double sum() {
    double sum = 0;
    for (int j = 0; j < outer.length; j++) {
      sum += product(j);
    }
    return sum;
  }

  /// Whether both forms agree but for the rounding of the step.
  public boolean holds() {
    double size = Math.max(Math.abs(upstream), Math.abs(fused));
    return Math.abs(sum() - fused) <= CLOSE * size;
  }

  /// The long form as a part of a document.
  ///
  /// @param most how many classes are listed, those with the largest products
  public Section section(int most, Wording words) {
    List<Integer> order = largest(most);
    double[] shown = new double[order.size() + 1];
    double others = 0;
    for (int i = 0; i < order.size(); i++) {
      shown[i] = product(order.get(i));
    }
    for (int j = 0; j < outer.length; j++) {
      others += order.contains(j) ? 0 : product(j);
    }
    shown[order.size()] = others;
    SumColumn column = SumColumn.of(shown, sum());
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      int j = order.get(i);
      rows.add(
          List.of(
              Integer.toString(j),
              NumberText.of(outer[j], 6),
              NumberText.of(inner[j], 6),
              NumberText.of(upstream, 6),
              column.numbers().get(i)));
    }
    if (order.size() < outer.length) {
      String more = words.text("why.more", outer.length - order.size());
      rows.add(List.of(more, "", "", "", column.numbers().get(order.size())));
    }
    column.rounding().ifPresent(r -> rows.add(List.of(words.text("sum.rounding"), "", "", "", r)));
    rows.add(List.of(words.text("sum.sum"), "", "", "", column.sum()));
    String text =
        words.text(
            holds() ? "long.agrees" : "long.differs",
            NumberText.of(sum(), 9),
            NumberText.of(fused, 9));
    return Section.of(
        words.text("long.title"),
        new Block.Formula("dx[k] = Σⱼ (∂L/∂p[j]) · (∂p[j]/∂x[k]) · g"),
        new Block.Paragraph(words.text("long.what", sample, target)),
        new Block.Table(
            "",
            List.of(
                words.text("long.class"),
                "∂L/∂p[j]",
                "∂p[j]/∂x[k]",
                "g",
                words.text("why.product") + column.unit()),
            rows),
        new Block.Check(holds(), text));
  }

  /// The classes with the largest products.
  private List<Integer> largest(int most) {
    return IntStream.range(0, outer.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(product(j))))
        .limit(most)
        .toList();
  }

  /// The same as data.
  public Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("logit", logit.toString());
    map.put("target", target);
    map.put("outer", list(outer));
    map.put("inner", list(inner));
    map.put("upstream", WhyMap.number(upstream));
    map.put("sum", WhyMap.number(sum()));
    map.put("fused", WhyMap.number(fused));
    map.put("holds", holds());
    return map;
  }

  private static List<Object> list(double[] numbers) {
    List<Object> list = new ArrayList<>();
    for (double number : numbers) {
      list.add(WhyMap.number(number));
    }
    return list;
  }
}
