package dev.adjoint.nn.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.compose.Inferred;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SummaryTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void aSummaryNamesEveryLayerWithItsResultItsParametersAndItsWork() {
    Sequential model =
        Inferred.sequence(
            Shape.of(1, 1, 8, 8),
            x -> Conv2d.of(x.size(1), 4, 3, random),
            _ -> Activation.RELU,
            _ -> MaxPool2d.of(2),
            _ -> new Flatten(),
            x -> Linear.of(x.size(1), 10, random));

    Summary summary = Summary.of(model, Tensor.zeros(2, 1, 8, 8));

    assertThat(summary.toString())
        .isEqualTo(
            """
            path  layer                 result        parameters  multiply–adds
            0     Conv2d(1 → 4, 3 × 3)  [2, 4, 6, 6]          40          2,592
            1     ReLU                  [2, 4, 6, 6]
            2     MaxPool2d(2×2)        [2, 4, 3, 3]
            3     Flatten               [2, 36]
            4     Linear(36 → 10)       [2, 10]              370            720
            input [2, 1, 8, 8]; 410 parameters, 410 of them trainable; 3,312 multiply–adds; 2.6 KiB of results
            """);
    // Two images, 4 channels of 6 × 6, a kernel of 1 × 3 × 3.
    assertThat(summary.lines().getFirst().multiplyAdds()).isEqualTo(2L * 4 * 36 * 9);
    assertThat(summary.bytes()).isEqualTo(4L * (288 + 288 + 72 + 20));
  }

  @Test
  void aLayerThatRunsTwiceCountsItsParametersOnce() {
    Linear linear = Linear.of(3, 3, random);
    Sequential model = Sequential.of(linear, Activation.RELU, linear);
    Summary summary = Summary.of(model, Tensor.zeros(1, 3));
    assertThat(summary.parameters()).isEqualTo(12);
    assertThat(summary.multiplyAdds()).isEqualTo(18);
    assertThat(summary.lines().stream().mapToLong(Summary.Line::parameters).sum()).isEqualTo(12);
  }
}
