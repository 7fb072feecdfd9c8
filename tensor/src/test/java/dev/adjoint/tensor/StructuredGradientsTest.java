package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StructuredGradientsTest {

  private final Tensor a = Tensor.of(ElementType.F64, 1, 2);
  private final Tensor b = Tensor.of(ElementType.F64, 3, 5);

  @Test
  void theJacobianOfSeveralValuesHasABlockForEachInput() {
    // y0 = a · b (elementwise), y1 = Σ a²
    Tensor[][] j =
        StructuredGradients.jacobian(
            x -> new Tensor[] {x[0].multiply(x[1]), x[0].square().sum()}, a, b);
    assertThat(j[0][0].toDoubleArray()).containsExactly(3, 0, 0, 5);
    assertThat(j[0][1].toDoubleArray()).containsExactly(1, 0, 0, 2);
    assertThat(j[1][0].toDoubleArray()).containsExactly(2, 4);
    assertThat(j[1][1].toDoubleArray()).containsExactly(0, 0);
    assertThat(j[0][0].shape()).isEqualTo(Shape.of(2, 2));
    assertThat(j[1][0].shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void moreValuesThanInputsGiveTheSameByColumns() {
    Tensor s = Tensor.of(ElementType.F64, new double[] {2}, Shape.of(1));
    // y = [s, s², s³]: columns are cheaper
    Tensor[][] j =
        StructuredGradients.jacobian(
            x -> new Tensor[] {Tensor.concat(0, x[0], x[0].square(), x[0].pow(3)), x[0].exp()}, s);
    assertThat(j[0][0].toDoubleArray()).containsExactly(1, 4, 12);
    assertThat(j[0][0].shape()).isEqualTo(Shape.of(3, 1));
    assertThat(j[1][0].item()).isEqualTo(s.exp().item());
    // A value that does not depend on the input.
    Tensor[][] none =
        StructuredGradients.jacobian(x -> new Tensor[] {b.multiply(2), x[0].multiply(3)}, s);
    assertThat(none[0][0].toDoubleArray()).containsExactly(0, 0);
    assertThat(none[1][0].toDoubleArray()).containsExactly(3);
  }

  @Test
  void theHessianHasABlockForEachPair() {
    // f = Σ a² b: ∂²/∂a² = 2b, ∂²/∂a∂b = 2a, ∂²/∂b² = 0
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("a", a);
    inputs.put("b", b);
    Map<String, Map<String, Tensor>> h =
        StructuredGradients.hessian(
            (Map<String, Tensor> x) -> named(x, "a").square().multiply(named(x, "b")).sum(),
            inputs);
    assertThat(block(h, "a", "a").toDoubleArray()).containsExactly(6, 0, 0, 10);
    assertThat(block(h, "a", "b").toDoubleArray()).containsExactly(2, 0, 0, 4);
    assertThat(block(h, "b", "a").toDoubleArray()).containsExactly(2, 0, 0, 4);
    assertThat(block(h, "b", "b").toDoubleArray()).containsExactly(0, 0, 0, 0);
  }

  private static Tensor named(Map<String, Tensor> x, String name) {
    return Objects.requireNonNull(x.get(name));
  }

  private static Tensor block(Map<String, Map<String, Tensor>> h, String row, String column) {
    return named(Objects.requireNonNull(h.get(row)), column);
  }

  @Test
  void aJacobianOfTrackedInputsCanBeDifferentiated() {
    Tensor x = a.requiresGrad();
    Tensor j = StructuredGradients.jacobian(in -> new Tensor[] {in[0].pow(3)}, x)[0][0];
    // Σ 3x² has the gradient 6x
    assertThat(Gradients.of(j.sum(), x)[0].toDoubleArray()).containsExactly(6, 12);
    assertThatThrownBy(() -> StructuredGradients.jacobian((Tensor[] in) -> in))
        .hasMessage("jacobian: there is no input; give at least one tensor");
  }

  @Test
  void vmapAppliesAFunctionToEachSample() {
    Tensor batch = Tensor.of(ElementType.F64, new double[] {1, 2, 3, 4, 5, 6}, Shape.of(3, 2));
    assertThat(Vmap.of(x -> x.dot(b)).apply(batch).toDoubleArray()).containsExactly(13, 29, 45);
    Tensor turned = Vmap.of(x -> x.multiply(2), 1, 1).apply(batch);
    assertThat(turned.toDoubleArray()).containsExactly(2, 4, 6, 8, 10, 12);
    Tensor shared =
        Vmap.of((Tensor[] in) -> in[0].multiply(in[1]), new int[] {0, Vmap.SHARED}, 0)
            .apply(new Tensor[] {batch, b});
    assertThat(shared.toDoubleArray()).containsExactly(3, 10, 9, 20, 15, 30);
  }

  @Test
  void vmapComposesWithGradients() {
    Tensor batch = Tensor.of(ElementType.F64, new double[] {1, 2, 3, 4}, Shape.of(2, 2));
    Tensor each =
        Vmap.of(Gradients.gradient(x -> x.pow(3).sum())).apply(batch); // 3x² of each sample
    assertThat(each.toDoubleArray()).containsExactly(3, 12, 27, 48);
    Tensor x = batch.requiresGrad();
    Tensor sum = Vmap.of(Gradients.gradient(row -> row.pow(3).sum())).apply(x).sum();
    assertThat(Gradients.of(sum, x)[0].toDoubleArray()).containsExactly(6, 12, 18, 24);
    Tensor nested = Vmap.of(Vmap.of(Tensor::square)).apply(batch);
    assertThat(nested.toDoubleArray()).containsExactly(1, 4, 9, 16);
  }

  @Test
  void vmapNamesWhatDoesNotFit() {
    var pairs = Vmap.of((Tensor[] in) -> in[0].add(in[1]), new int[] {0, 0}, 0);
    assertThatThrownBy(() -> pairs.apply(new Tensor[] {a}))
        .hasMessage(
            "vmap: there are 1 inputs but 2 axes; give an axis for each input, or Vmap.SHARED");
    assertThatThrownBy(() -> pairs.apply(new Tensor[] {a, Tensor.zeros(3)}))
        .hasMessage(
            "vmap: input 1 has 3 samples along axis 0 but an earlier one 2 (its shape is [3]); give as many of all");
    assertThatThrownBy(() -> Vmap.of(Tensor::square).apply(Tensor.zeros(0, 2)))
        .hasMessage(
            "vmap: there is no sample; give an axis of at least one element for at least one input");
  }
}
