package dev.adjoint.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GraphNodeTest {

  @Test
  void theOrderOfNodesOutlastsTwoToThe31Operations() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1.5));
    ThreadContext.current().nextOrder = Integer.MAX_VALUE - 1L;
    Tensor a = x.value().exp();
    Tensor b = a.square();
    b.add(a).sum().backward();
    double e = x.value().exp().item();
    assertThat(x.gradient().item()).isEqualTo(2 * e * e + e);
  }
}
