package dev.adjoint.explain.why;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.Contribution;
import dev.adjoint.explain.trace.OneOperation;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.Visit;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// Explains a number of a traced step: expands it into the sum of products that makes it, and
/// checks it twice.
///
/// ```java
/// Why why = Why.of(trace);
/// Expansion sum = why.explain(Element.parse("2.weight.grad[3,17]"));
/// ```
///
/// The terms are computed from the derivatives; operations do not declare them. For a gradient,
/// each use of the value contributes `Σₖ (∂y[k] / ∂x[e]) · g[k]`: the derivatives are one column of
/// the operation's Jacobian, by a forward-mode product with a one-hot tangent. For a value that is
/// linear in some inputs of its operation, they are one row. The same code serves all operations,
/// user-defined ones too.
///
/// Each number has two checks, called seals: the number without derivatives in F64 ([NumericSeal]),
/// and the printed products added up in the order of the kernel, which must give the stored bits
/// ([ReplaySeal]). Not safe for use by several threads at once.
public final class Why {

  /// The axes of a value that are tried: the samples of most layers, and of recurrent ones.
  private static final int SAMPLE_AXES = 2;

  private final StepTrace trace;
  private final Rules rules;
  private final Links links;
  private final Links exact;
  private final NumericSeals numeric;

  private Why(StepTrace trace, Wording words) {
    this.trace = trace;
    this.rules = new Rules(words);
    this.links = new Links(trace, ElementType.F64);
    this.exact = new Links(trace, ElementType.F32);
    this.numeric = new NumericSeals(trace, links, words);
  }

  /// Answers about this step.
  public static Why of(StepTrace trace) {
    return of(trace, Wording.english());
  }

  /// Answers about this step with formulas and reasons in the language of `words`. The orders of
  /// sums keep their English names, by which a check of the explanation knows them.
  public static Why of(StepTrace trace, Wording words) {
    return new Why(trace, words);
  }

  /// Expands a number.
  ///
  /// @throws IllegalArgumentException if the step has no such number, or no gradient flows to it
  public Expansion explain(Element element) {
    TracedValue value = trace.value(element.value());
    int flat = element.flat(value.value().shape());
    return element.isGradient() ? gradient(value, flat, element) : value(value, flat, element);
  }

  // -- Gradients.

  private Expansion gradient(TracedValue value, int flat, Element element) {
    Tensor gradient =
        value
            .gradient()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "explain: no gradient flows to %s; ask for a value between a parameter and the loss"
                        .formatted(value)));
    double stored = number(gradient, flat);
    ElementType type = gradient.elementType();
    List<TermSum> parts = new ArrayList<>();
    for (Contribution contribution : trace.contributions(value)) {
      parts.add(part(contribution, flat));
    }
    if (parts.isEmpty()) {
      ReplaySeal start = new ReplaySeal("the derivative of the loss by itself", true, true, 0);
      return new Expansion(
          element,
          Expansion.Kind.GIVEN,
          type,
          stored,
          parts,
          start,
          numeric.difference(value, flat, stored, 1, type));
    }
    double sum = Rounding.chain(parts.stream().map(TermSum::stored).toList(), type);
    double exact = parts.stream().mapToDouble(part -> part.terms().sum()).sum();
    double size = parts.stream().mapToDouble(part -> part.terms().absolute()).sum();
    ReplaySeal replay =
        new ReplaySeal(
            parts.size() == 1
                ? "one contribution"
                : "contributions added in the order of the visits",
            true,
            isSame(sum, stored),
            stored - exact);
    return new Expansion(
        element,
        Expansion.Kind.SUM,
        type,
        stored,
        parts,
        replay,
        numeric.difference(value, flat, stored, size, type));
  }

  private TermSum part(Contribution contribution, int flat) {
    TracedOperation operation = trace.operations().get(contribution.operation());
    OneOperation applier = trace.applier(operation.index());
    Visit visit = trace.visit(operation.index()).orElseThrow();
    List<Tensor> inputs = trace.inputsOf(operation);
    Shape shape = inputs.get(contribution.input()).shape();
    Cut cut = cutOfInput(operation, contribution.input(), shape, flat);
    int local = cut.localInput(contribution.input(), flat, shape);
    List<Optional<Tensor>> columns = applier.column(cut.inputs(), contribution.input(), local);
    List<Products.Group> groups = new ArrayList<>();
    for (int output = 0; output < columns.size(); output++) {
      if (columns.get(output).isPresent() && visit.upstream().get(output).isPresent()) {
        int at = output;
        TracedValue result = trace.value(operation.outputs().get(output));
        groups.add(
            group(
                new Products.Side(result.name(), true, result.value().shape()),
                cut.from(visit.upstream().get(output).get()).toDoubleArray(),
                columns.get(output).get().toDoubleArray(),
                operation,
                cut,
                contribution.input(),
                elements -> cut.wholeOutput(elements, result.value().shape()),
                other -> applier.column(other, contribution.input(), local).get(at)));
      }
    }
    Products terms = new Products(groups);
    double stored = number(contribution.amount(), flat);
    Rules.Rule rule =
        rules.ofDerivative(
            operation,
            contribution.input(),
            inputs,
            trace.value(operation.outputs().getFirst()).value().shape());
    // The trace ran the operation's own derivative and compared its bits with those of the backward
    // pass.
    ReplaySeal replay = replay(terms, contribution.amount().elementType(), stored, operation, true);
    return new TermSum(
        operation.index(),
        title(operation),
        rule.formula(),
        rule.shapes(),
        rule.reasons(),
        terms,
        stored,
        replay);
  }

  // -- Values.

  private Expansion value(TracedValue value, int flat, Element element) {
    Tensor tensor = value.value();
    double stored = number(tensor, flat);
    ElementType type = tensor.elementType();
    OptionalInt maker = value.maker();
    if (maker.isEmpty() || !type.isFloating()) {
      ReplaySeal given =
          new ReplaySeal(
              maker.isEmpty() ? "given from outside" : "a number without derivatives",
              true,
              true,
              0);
      return new Expansion(
          element,
          Expansion.Kind.GIVEN,
          type,
          stored,
          List.of(),
          given,
          new NumericSeal(NumericSeal.Verdict.AGREES, stored, 0, 0, given.order()));
    }
    TracedOperation operation = trace.operations().get(maker.getAsInt());
    OneOperation applier = trace.applier(operation.index());
    List<Tensor> inputs = trace.inputsOf(operation);
    int output = operation.outputs().indexOf(value.id());
    Cut cut = cutOfOutput(operation, tensor.shape(), flat);
    int local = cut.localOutput(flat, tensor.shape());
    List<Optional<Tensor>> row = applier.row(cut.inputs(), output, local);
    Optional<List<Integer>> linear =
        LinearInputs.find(applier, cut.inputs(), row, output, local, stored);
    List<Products.Group> groups = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      boolean enters = linear.isEmpty() || linear.get().contains(input);
      if (enters && row.get(input).isPresent()) {
        int at = input;
        TracedValue given = trace.value(operation.inputs().get(input));
        groups.add(
            group(
                new Products.Side(given.name(), false, given.value().shape()),
                cut.inputs().get(input).toDoubleArray(),
                row.get(input).get().toDoubleArray(),
                operation,
                cut,
                input,
                elements -> cut.wholeInput(at, elements, given.value().shape()),
                other -> applier.row(other, output, local).get(at)));
      }
    }
    Products terms = new Products(groups);
    boolean again = isSame(number(cut.values(applier)[output], local), stored);
    Expansion.Kind kind = linear.isPresent() ? Expansion.Kind.SUM : Expansion.Kind.FUNCTION;
    ReplaySeal replay =
        kind == Expansion.Kind.SUM
            ? replay(terms, type, stored, operation, again)
            : new ReplaySeal("the operation run again on the same inputs", false, again, 0);
    Rules.Rule rule = rules.ofValue(operation, inputs, tensor.shape());
    TermSum part =
        new TermSum(
            operation.index(),
            title(operation),
            rule.formula(),
            rule.shapes(),
            rule.reasons(),
            terms,
            stored,
            replay);
    double size = kind == Expansion.Kind.SUM ? terms.absolute() : Math.abs(stored);
    return new Expansion(
        element,
        kind,
        type,
        stored,
        List.of(part),
        replay,
        numeric.recomputed(value, flat, stored, size, type));
  }

  /// What a gradient depends on: what belongs to one index of the first axis of the value that the
  /// operation treats index by index.
  private Cut cutOfInput(TracedOperation operation, int input, Shape shape, int flat) {
    List<Tensor> inputs = trace.inputsOf(operation);
    for (int axis = 0; axis < shape.rank(); axis++) {
      Optional<Link> link = links.ofInput(operation, input, axis);
      if (link.isPresent()) {
        return Cut.of(inputs, link.get(), Slice.of(axis, shape, flat));
      }
    }
    return Cut.whole(inputs);
  }

  /// What a value depends on; the slices give its bits.
  private Cut cutOfOutput(TracedOperation operation, Shape shape, int flat) {
    List<Tensor> inputs = trace.inputsOf(operation);
    for (int axis = 0; axis < Math.min(SAMPLE_AXES, shape.rank()); axis++) {
      Optional<Link> link = exact.ofOutput(operation, axis);
      if (link.isPresent()) {
        return Cut.of(inputs, link.get(), Slice.of(axis, shape, flat));
      }
    }
    return Cut.whole(inputs);
  }

  // -- Terms.

  @FunctionalInterface
  private interface Again {
    Optional<Tensor> of(List<Tensor> inputs);
  }

  /// The products whose right factor is not zero.
  ///
  /// @param lefts the numbers of `left` that belong to the cut
  /// @param rights the derivatives for them
  /// @param whole the elements of the whole for those of the cut
  private Products.Group group(
      Products.Side left,
      double[] lefts,
      double[] rights,
      TracedOperation operation,
      Cut cut,
      int input,
      UnaryOperator<int[]> whole,
      Again again) {
    int count = 0;
    for (double right : rights) {
      count += right == 0 ? 0 : 1;
    }
    int[] elements = new int[count];
    double[] some = new double[count];
    double[] derivatives = new double[count];
    int next = 0;
    for (int i = 0; i < rights.length; i++) {
      if (rights[i] != 0) {
        elements[next] = i;
        some[next] = lefts[i];
        derivatives[next++] = rights[i];
      }
    }
    Optional<Coefficients.Found> found =
        Coefficients.find(
            cut.inputs(),
            input,
            derivatives,
            other -> {
              double[] all =
                  again.of(other).map(Tensor::toDoubleArray).orElse(new double[rights.length]);
              double[] chosen = new double[elements.length];
              for (int i = 0; i < chosen.length; i++) {
                chosen[i] = all[elements[i]];
              }
              return chosen;
            });
    Optional<Products.Side> right =
        found.map(it -> {
          TracedValue factor = trace.value(operation.inputs().get(it.input()));
          return new Products.Side(factor.name(), false, factor.value().shape());
        });
    return new Products.Group(
        left,
        whole.apply(elements),
        some,
        derivatives,
        right,
        found
            .map(it -> cut.wholeInput(it.input(), it.elements(), right.orElseThrow().shape()))
            .orElse(new int[0]));
  }

  // -- Seals.

  private static ReplaySeal replay(
      Products terms, ElementType type, double stored, TracedOperation operation, boolean again) {
    double deviation = stored - terms.sum();
    Optional<String> order = Rounding.find(terms, type, stored);
    if (order.isPresent()) {
      return new ReplaySeal(order.get(), true, true, deviation);
    }
    String why =
        operation.label().startsWith("conv2d")
            ? "the kernel run again on the same operands; it adds in another order than the terms, by Winograd's transform where that is used (decisions 0010, 0013, 0015)"
            : "the kernel run again on the same operands; it adds in another order than the terms";
    return new ReplaySeal(why, false, again, deviation);
  }

  static double number(Tensor tensor, int flat) {
    return tensor.shape().count() == 1 ? tensor.item() : tensor.toDoubleArray()[flat];
  }

  private static boolean isSame(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  private static String title(TracedOperation operation) {
    return operation.path().isEmpty()
        ? operation.label()
        : operation.path() + ": " + operation.label();
  }
}
