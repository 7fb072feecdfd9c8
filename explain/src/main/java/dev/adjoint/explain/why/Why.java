package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.Contribution;
import dev.adjoint.explain.trace.OneOperation;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.Visit;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Answers why a number of a traced step is what it is: takes it apart into the sum of products
/// that makes it, and checks it twice.
///
/// ```java
/// Why why = Why.of(trace);
/// Expansion sum = why.explain(Element.parse("2.weight.grad[3,17]"));
/// ```
///
/// The terms are found, not declared. For a gradient, each use of the value contributes `Σₖ (∂y[k]
/// / ∂x[e]) · g[k]`: the derivatives are one column of the operation's Jacobian, by a forward-mode
/// product with a one-hot tangent. For a value that is linear in some inputs of its operation, they
/// are one row. The same code serves all operations, those of users too.
///
/// Beside each number stand two seals: the number without derivatives in F64 ([NumericSeal]), and
/// the printed products added up in the order of the kernel, which must give the stored bits
/// ([ReplaySeal]). Not safe for use by several threads at once.
public final class Why {

  private static final double F32_TOLERANCE = 2e-4;
  private static final double F64_TOLERANCE = 1e-6;

  private final StepTrace trace;
  private @Nullable DoubleStep doubled;

  private Why(StepTrace trace) {
    this.trace = trace;
  }

  /// Answers about this step.
  public static Why of(StepTrace trace) {
    return new Why(trace);
  }

  /// Takes a number apart.
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
          difference(value, flat, stored, 1, type));
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
        difference(value, flat, stored, size, type));
  }

  private TermSum part(Contribution contribution, int flat) {
    TracedOperation operation = trace.operations().get(contribution.operation());
    OneOperation applier = trace.applier(operation.index());
    Visit visit = trace.visit(operation.index()).orElseThrow();
    List<Tensor> inputs = trace.inputsOf(operation);
    List<Optional<Tensor>> columns = applier.column(inputs, contribution.input(), flat);
    List<Products.Group> groups = new ArrayList<>();
    for (int output = 0; output < columns.size(); output++) {
      if (columns.get(output).isPresent() && visit.upstream().get(output).isPresent()) {
        int at = output;
        TracedValue result = trace.value(operation.outputs().get(output));
        groups.add(
            group(
                new Products.Side(result.name(), true, result.value().shape()),
                visit.upstream().get(output).get().toDoubleArray(),
                columns.get(output).get().toDoubleArray(),
                operation,
                contribution.input(),
                other -> applier.column(other, contribution.input(), flat).get(at)));
      }
    }
    Products terms = new Products(groups);
    double stored = number(contribution.amount(), flat);
    Rules.Rule rule =
        Rules.ofDerivative(
            operation,
            contribution.input(),
            inputs,
            trace.value(operation.outputs().getFirst()).value().shape());
    // The walk of the trace ran the operation's own derivative, and its bits were compared with
    // those
    // of the backward pass.
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
    List<Optional<Tensor>> row = applier.row(inputs, output, flat);
    Optional<List<Integer>> linear = Linearity.find(applier, inputs, row, output, flat, stored);
    List<Products.Group> groups = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      boolean enters = linear.isEmpty() || linear.get().contains(input);
      if (enters && row.get(input).isPresent()) {
        int at = input;
        TracedValue given = trace.value(operation.inputs().get(input));
        groups.add(
            group(
                new Products.Side(given.name(), false, given.value().shape()),
                inputs.get(input).toDoubleArray(),
                row.get(input).get().toDoubleArray(),
                operation,
                input,
                other -> applier.row(other, output, flat).get(at)));
      }
    }
    Products terms = new Products(groups);
    boolean again =
        isSame(number(applier.values(inputs.toArray(new Tensor[0]))[output], flat), stored);
    Expansion.Kind kind = linear.isPresent() ? Expansion.Kind.SUM : Expansion.Kind.FUNCTION;
    ReplaySeal replay =
        kind == Expansion.Kind.SUM
            ? replay(terms, type, stored, operation, again)
            : new ReplaySeal("the operation run again on the same inputs", false, again, 0);
    Rules.Rule rule = Rules.ofValue(operation, inputs, tensor.shape());
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
        recomputed(value, flat, stored, size, type));
  }

  // -- Terms.

  @FunctionalInterface
  private interface Again {
    Optional<Tensor> of(List<Tensor> inputs);
  }

  /// The products whose right factor is not zero.
  private Products.Group group(
      Products.Side left,
      double[] lefts,
      double[] rights,
      TracedOperation operation,
      int input,
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
            trace.inputsOf(operation),
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
        elements,
        some,
        derivatives,
        right,
        found.map(Coefficients.Found::elements).orElse(new int[0]));
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

  private NumericSeal difference(
      TracedValue value, int flat, double stored, double size, ElementType type) {
    if (!value.value().elementType().isFloating()) {
      return notPossible("the value is not floating");
    }
    try {
      Differences.Estimate estimate = new Differences(doubled(), value.id(), flat).estimate();
      double distance = distance(stored, estimate.slope(), size);
      double noise = 64 * Math.ulp(Math.max(1e-300, Math.abs(doubled().loss()))) / estimate.h();
      if (estimate.kink()) {
        return new NumericSeal(
            NumericSeal.Verdict.KINK,
            estimate.slope(),
            distance,
            estimate.h(),
            "the loss has a kink here: its slope is %s to the left and %s to the right"
                .formatted(NumberText.of(estimate.left(), 6), NumberText.of(estimate.right(), 6)));
      }
      boolean agrees = distance <= tolerance(type) || Math.abs(stored - estimate.slope()) <= noise;
      return new NumericSeal(verdict(agrees), estimate.slope(), distance, estimate.h(), "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return notPossible(String.valueOf(e.getMessage()));
    }
  }

  private NumericSeal recomputed(
      TracedValue value, int flat, double stored, double size, ElementType type) {
    try {
      double number = number(doubled().value(value.id()), flat);
      double distance = distance(stored, number, size);
      boolean same = Double.compare(stored, number) == 0;
      return new NumericSeal(
          verdict(same || distance <= tolerance(type)), number, same ? 0 : distance, 0, "");
    } catch (IllegalArgumentException | IllegalStateException e) {
      return notPossible(String.valueOf(e.getMessage()));
    }
  }

  private static NumericSeal notPossible(String reason) {
    return new NumericSeal(NumericSeal.Verdict.NOT_POSSIBLE, Double.NaN, Double.NaN, 0, reason);
  }

  private static NumericSeal.Verdict verdict(boolean agrees) {
    return agrees ? NumericSeal.Verdict.AGREES : NumericSeal.Verdict.DIFFERS;
  }

  private static double tolerance(ElementType type) {
    return type == ElementType.F64 ? F64_TOLERANCE : F32_TOLERANCE;
  }

  private static double distance(double stored, double other, double size) {
    double scale = Math.max(size, Math.max(Math.abs(stored), Math.abs(other)));
    return scale == 0 ? 0 : Math.abs(stored - other) / scale;
  }

  private DoubleStep doubled() {
    DoubleStep known = doubled;
    if (known == null) {
      known = new DoubleStep(trace);
      doubled = known;
    }
    return known;
  }

  private static double number(Tensor tensor, int flat) {
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
