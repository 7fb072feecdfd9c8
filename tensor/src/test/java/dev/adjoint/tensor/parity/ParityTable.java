package dev.adjoint.tensor.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// How PyTorch's operations are written here, one row each, and the tests of the stored cases of
/// one file.
public final class ParityTable {

  /// An operation with one output.
  @FunctionalInterface
  public interface Call {
    Tensor of(Tensor[] x, Attributes a);
  }

  /// An operation with several outputs.
  @FunctionalInterface
  public interface Calls {
    List<Tensor> of(Tensor[] x, Attributes a);
  }

  private record Row(Calls calls, Tolerance tolerance) {}

  private final Class<?> home;
  private final String file;
  private final Tolerance tolerance;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /// A table for the cases in a file beside `home`, compared within `tolerance` unless a row says
  /// otherwise.
  public ParityTable(Class<?> home, String file, Tolerance tolerance) {
    this.home = home;
    this.file = file;
    this.tolerance = tolerance;
  }

  public ParityTable row(String operation, Call call) {
    return row(operation, tolerance, call);
  }

  public ParityTable row(String operation, Tolerance within, Call call) {
    rows.put(operation, new Row((x, a) -> List.of(call.of(x, a)), within));
    return this;
  }

  public ParityTable rows(String operation, Calls calls) {
    rows.put(operation, new Row(calls, tolerance));
    return this;
  }

  /// One test for each stored case, and one that every row has a case.
  public Stream<DynamicTest> tests() {
    List<ParityCase> cases = ParityCase.stored(home, file);
    Stream<DynamicTest> each = cases.stream().map(one -> dynamicTest(one.name(), () -> check(one)));
    return Stream.concat(each, Stream.of(everyRowHasACase(cases)));
  }

  private DynamicTest everyRowHasACase(List<ParityCase> cases) {
    Set<String> stored =
        cases.stream().map(ParityCase::operation).collect(Collectors.toUnmodifiableSet());
    return dynamicTest(
        "every row has a stored case", () -> assertThat(stored).containsAll(rows.keySet()));
  }

  private void check(ParityCase expected) {
    assertThat(rows).as("rows, one for each stored operation").containsKey(expected.operation());
    Row row = Objects.requireNonNull(rows.get(expected.operation()));
    Attributes attributes = new Attributes(expected.attributes());
    Tensor[] x = inputs(expected);
    List<Tensor> y = row.calls.of(x, attributes);
    assertThat(attributes.unread())
        .as("%s: attributes the row left out", expected.name())
        .isEmpty();
    assertThat(y).as("%s: outputs", expected.name()).hasSameSizeAs(expected.outputs());
    for (int i = 0; i < y.size(); i++) {
      row.tolerance.assertOutput(
          expected.name() + ": output " + i, y.get(i), expected.outputs().get(i));
    }
    checkGradients(expected, row.tolerance, x, y);
  }

  private static Tensor[] inputs(ParityCase expected) {
    Tensor[] x = expected.inputs().toArray(Tensor[]::new);
    for (int i = 0; i < x.length; i++) {
      x[i] = expected.gradients().get(i).isPresent() ? x[i].requiresGrad() : x[i];
    }
    return x;
  }

  private static void checkGradients(
      ParityCase expected, Tolerance tolerance, Tensor[] x, List<Tensor> y) {
    List<Integer> tracked = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (expected.gradients().get(i).isPresent()) {
        tracked.add(i);
      }
    }
    if (tracked.isEmpty()) {
      return;
    }
    Tensor loss = Tensor.scalar(x[tracked.getFirst()].elementType(), 0);
    for (int i = 0; i < y.size(); i++) {
      Optional<Tensor> g = expected.incoming().get(i);
      loss =
          g.isPresent() ? loss.add(y.get(i).multiply(g.get()).sum().to(loss.elementType())) : loss;
    }
    Tensor[] gradients = Gradients.of(loss, tracked.stream().map(i -> x[i]).toArray(Tensor[]::new));
    for (int i = 0; i < gradients.length; i++) {
      int input = tracked.get(i);
      Tensor gradient = expected.gradients().get(input).orElseThrow();
      assertThat(gradients[i].elementType()).isIn(ElementType.F32, ElementType.F64);
      tolerance.assertGradient(
          expected.name() + ": gradient of input " + input, gradients[i], gradient);
    }
  }
}
