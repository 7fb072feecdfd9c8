package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.check.OperationRow;
import dev.adjoint.tensor.check.OperationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Derivatives along directions against those of backward passes, in F64.
class ForwardModeTest {

  /// The floating-point inputs of a case, and the function of them alone.
  private record Case(Function<Tensor[], Tensor> f, Tensor[] x) {

    static Case of(OperationRow row, Tensor[] in) {
      List<Integer> floating = new ArrayList<>();
      for (int i = 0; i < in.length; i++) {
        if (in[i].elementType().isFloating()) {
          floating.add(i);
        }
      }
      Tensor[] x = floating.stream().map(i -> in[i]).toArray(Tensor[]::new);
      return new Case(
          at -> {
            Tensor[] all = in.clone();
            for (int i = 0; i < at.length; i++) {
              all[floating.get(i)] = at[i];
            }
            return row.function().apply(all);
          },
          x);
    }
  }

  private static Tensor normal(Tensor like, RandomGenerator random) {
    return Tensor.normal(ElementType.F64, like.shape(), 0, 1, random);
  }

  private static double dot(Tensor a, Tensor b) {
    return a.multiply(b).sum().item();
  }

  private static Tensor[] normals(Tensor[] like, RandomGenerator random) {
    Tensor[] drawn = new Tensor[like.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = normal(like[i], random);
    }
    return drawn;
  }

  private static Tensor[] leaves(Tensor[] x) {
    Tensor[] leaves = new Tensor[x.length];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = x[i].detach().requiresGrad();
    }
    return leaves;
  }

  /// `u · (J v) = (Jᵀ u) · v`.
  private static void agree(Case one, RandomGenerator random) {
    Tensor[] v = normals(one.x(), random);
    Tensor along = Gradients.jvp(one.f(), one.x(), v);
    Tensor[] leaves = leaves(one.x());
    Tensor y = one.f().apply(leaves);
    assertThat(along.shape()).isEqualTo(y.shape());
    assertThat(along.isTracked()).isFalse();
    Tensor u = normal(y, random);
    Tensor[] back = Gradients.of(y, u, BackwardMode.FREE_GRAPH, leaves);
    double expected = 0;
    double size = 1;
    for (int i = 0; i < back.length; i++) {
      expected += dot(back[i], v[i]);
      size += dot(back[i].abs(), v[i].abs());
    }
    assertThat(dot(along, u)).isCloseTo(expected, within(1e-10 * size));
  }

  @TestFactory
  Stream<DynamicTest> everyRowOfTheTableAgreesWithTheBackwardPass() {
    return OperationTable.rows().stream()
        .filter(row -> row.orders() > 0)
        .map(row ->
            DynamicTest.dynamicTest(
                row.operation(),
                () -> {
                  RandomGenerator random = new SplittableRandom(row.operation().hashCode());
                  for (Tensor[] in : row.inputs().apply(random)) {
                    agree(Case.of(row, in), random);
                  }
                }));
  }

  /// The gradient of `u · (J(x) v)` for x, against the derivative of `Jᵀ u` along v, which is the
  /// same second derivative by two backward passes.
  @TestFactory
  Stream<DynamicTest> theDerivativeAlongADirectionCanBeDifferentiated() {
    return OperationTable.rows().stream()
        .filter(row -> row.orders() > 1)
        .map(row ->
            DynamicTest.dynamicTest(
                row.operation(),
                () -> {
                  RandomGenerator random = new SplittableRandom(row.operation().hashCode());
                  differentiate(Case.of(row, row.inputs().apply(random).getFirst()), random);
                }));
  }

  private static void differentiate(Case one, RandomGenerator random) {
    Tensor[] v = normals(one.x(), random);
    Tensor[] x = leaves(one.x());
    Tensor along = Gradients.jvp(one.f(), x, v);
    Tensor u = normal(along, random);
    Tensor[] found =
        along.isTracked() ? Gradients.of(along, u, BackwardMode.FREE_GRAPH, x) : new Tensor[0];
    Tensor[] again = leaves(one.x());
    Tensor[] back = Gradients.of(one.f().apply(again), u, BackwardMode.CREATE_GRAPH, again);
    Tensor product = Tensor.scalar(ElementType.F64, 0);
    for (int i = 0; i < back.length; i++) {
      product = product.add(back[i].multiply(v[i]).sum());
    }
    if (!product.isTracked()) {
      for (Tensor each : found) {
        assertThat(each.abs().sum().item()).isZero();
      }
      return;
    }
    Tensor[] expected = Gradients.of(product, again);
    for (int i = 0; i < expected.length; i++) {
      Tensor g = found.length == 0 ? Tensor.zerosLike(expected[i]) : found[i];
      assertThat(g.allclose(expected[i], 1e-8, 1e-9)).as("%s and %s", g, expected[i]).isTrue();
    }
  }

  @Test
  void aJacobianOfFewInputsIsThatByRows() {
    SplittableRandom random = new SplittableRandom(2);
    Tensor w = Tensor.normal(ElementType.F64, Shape.of(9, 2), 0, 1, random);
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(2), 0, 1, random);
    Tensor found = Gradients.jacobian(t -> w.matmul(t).tanh().multiply(t.sum()), x);
    assertThat(found.shape()).isEqualTo(Shape.of(9, 2));
    for (int row = 0; row < 9; row++) {
      int at = row;
      Tensor leaf = x.requiresGrad();
      Tensor y = w.matmul(leaf).tanh().multiply(leaf.sum()).select(0, at);
      assertThat(found.select(0, row).allclose(Gradients.of(y, leaf)[0], 1e-12, 1e-12)).isTrue();
    }
  }

  @Test
  void forwardGoesOverBackwardAndOverForward() {
    Tensor x = Tensor.of(ElementType.F64, 0.3, -0.7);
    Tensor v = Tensor.of(ElementType.F64, 1.5, 2);
    // f = sum x³, so H v = 6 x v.
    Tensor hv = Gradients.jvp(Gradients.gradient(t -> t.pow(3).sum()), x, v);
    assertThat(hv.allclose(x.multiply(v).multiply(6), 1e-12, 1e-12)).isTrue();
    // d²/dt² exp(x + t v) = v² exp(x).
    Tensor second = Gradients.jvp(t -> Gradients.jvp(Tensor::exp, t, v), x, v);
    assertThat(second.allclose(v.square().multiply(x.exp()), 1e-12, 1e-12)).isTrue();
    Tensor gradient =
        Gradients.vjp(t -> Gradients.jvp(Tensor::sin, t, v), x, Tensor.ones(ElementType.F64, 2));
    assertThat(gradient.allclose(v.multiply(x.sin()).negative(), 1e-12, 1e-12)).isTrue();
  }

  @Test
  void eachInputHasOneDirectionOfItsShape() {
    Tensor x = Tensor.zeros(2);
    assertThatThrownBy(() -> Gradients.jvp(in -> in[0], new Tensor[] {x}, new Tensor[0]))
        .hasMessage("jvp: there are 1 inputs but 0 directions; give one for each");
    assertThatThrownBy(() -> Gradients.jvp(Tensor::exp, x, Tensor.zeros(3)))
        .hasMessage(
            "gradients: the value has shape [2] but the vector has [3]; give a vector of the value's shape");
  }
}
