package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.Profile.Kind;
import dev.adjoint.tensor.Profile.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfileTest {

  private final List<Span> spans = new ArrayList<>();
  private final Parameter weight = Parameter.of(Tensor.of(1f, 2f, 3f));

  @Test
  void operationsAreToldForwardAndBackwardWithTheirLayer() {
    Tensor x = Tensor.of(4f, 5f, 6f);

    Profile.of(
        () ->
            LayerScope.in("first", "a layer", () -> weight.value().multiply(x).exp())
                .backward(Tensor.ones(3), BackwardMode.FREE_GRAPH),
        spans::add);

    assertThat(spans)
        .filteredOn(span -> span.kind() == Kind.FORWARD && span.path().equals("first"))
        .extracting(Span::name)
        .containsExactly("multiply", "exp");
    assertThat(spans)
        .filteredOn(span -> span.kind() == Kind.BACKWARD)
        .extracting(span -> span.path() + " " + span.name())
        .containsExactly("first exp", "first multiply");
    assertThat(weight.gradient().toFloatArray()[0]).isEqualTo((float) (4 * Math.exp(4)));
  }

  @Test
  void timeOfAnInnerSpanIsWithinTheOuterOne() {
    Profile.of(
        () ->
            Profile.section(
                "outer",
                () -> {
                  Profile.section("inner", () -> weight.value().exp());
                  weight.value().relu();
                }),
        spans::add);

    Span outer = only("outer");
    Span inner = only("inner");
    Span exp = only("exp");
    Span relu = only("relu");
    assertThat(outer.within()).isEqualTo(inner.nanos() + relu.nanos());
    assertThat(inner.within()).isEqualTo(exp.nanos());
    assertThat(exp.kernels()).isPositive().isLessThanOrEqualTo(exp.nanos());
    assertThat(outer.kernels()).isZero();
    assertThat(outer.start()).isLessThanOrEqualTo(inner.start());
    assertThat(outer.nanos()).isGreaterThanOrEqualTo(outer.within());
  }

  @Test
  void whatAnOperationIsMadeOfIsNoSpan() {
    Operation twice = inputs -> Applied.of(inputs[0].add(inputs[0]), g -> g.add(g));

    Profile.of(() -> Tensor.apply(twice, weight.value()), spans::add);

    assertThat(spans).extracting(Span::kind).containsExactly(Kind.KERNEL, Kind.FORWARD);
  }

  @Test
  void memoryIsCountedByTheCallersCounter() {
    long[] bytes = {100};

    Profile.of(() -> Profile.section("ten", () -> bytes[0] += 10), () -> bytes[0], spans::add);

    assertThat(only("ten").allocated()).isEqualTo(10);
  }

  @Test
  void aRecordedStepRunsOperationByOperation() {
    RecordedStep step = RecordedStep.of((x, _) -> weight.value().multiply(x).sum());
    Tensor x = Tensor.of(4f, 5f, 6f);
    step.run(x, x);

    Profile.of(() -> step.run(x, x), spans::add);

    assertThat(spans).extracting(Span::name).contains("multiply", "sum");
    assertThat(weight.gradient().toFloatArray()).containsExactly(8, 10, 12);
  }

  @Test
  void nothingIsToldBeforeAndAfter() {
    Profile.section("before", () -> weight.value().sum());
    Profile.of(() -> {}, spans::add);
    Profile.section("after", () -> weight.value().sum());

    assertThat(spans).isEmpty();
  }

  private Span only(String name) {
    List<Span> found = spans.stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
