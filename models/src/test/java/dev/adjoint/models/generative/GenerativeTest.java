package dev.adjoint.models.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.BceLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GenerativeTest {

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void theDivergenceOfAStandardNormalDistributionIsZero() {
    var standard = new VariationalAutoencoder.Distribution(Tensor.zeros(2, 3), Tensor.zeros(2, 3));
    assertThat(standard.divergence().item()).isEqualTo(0);
    // −½ (1 + log 4 − 9 − 4)
    var other =
        new VariationalAutoencoder.Distribution(Tensor.of(3f), Tensor.of((float) Math.log(4)));
    assertThat(other.divergence().item()).isCloseTo(-0.5 * (1 + Math.log(4) - 9 - 4), within(1e-6));
  }

  @Test
  void theLossOfAVariationalAutoencoderHasTheGradientsOfFiniteDifferences() {
    VariationalAutoencoder network =
        Parameters.copyOf(VariationalAutoencoder.of(5, 4, 2, random), ElementType.F64);
    Tensor x = Tensor.uniform(Shape.of(3, 5), 0, 1, random).to(ElementType.F64);
    Verdict verdict =
        GradientCheck.ofParameters(
            "vae",
            random,
            () -> network.loss(x, new SplittableRandom(9)),
            Parameters.of(network).list());
    assertThat(verdict.passed()).as(verdict.toString()).isTrue();
  }

  @Test
  void theDiscriminatorLearnsToTellImagesFromNoise() {
    Dcgan networks = Dcgan.of(1, 6, 2, random);
    Optimizer optimizer = Optimizer.of(Parameters.of(networks.discriminator()), new Adam(0.005));
    Tensor real = Tensor.uniform(Shape.of(4, 1, 64, 64), 0.5, 1, random);
    Tensor noise = Tensor.normal(Shape.of(4, 6, 1, 1), 0, 1, random);
    double[] losses = new double[8];
    for (int step = 0; step < losses.length; step++) {
      Pass pass = new Pass.Training(random);
      optimizer.zeroGrad();
      Tensor made = networks.generator().forward(noise, pass).detach();
      Tensor loss =
          new BceLoss()
              .of(networks.discriminator().forward(real, pass), Tensor.ones(4))
              .add(new BceLoss().of(networks.discriminator().forward(made, pass), Tensor.zeros(4)));
      loss.backward();
      optimizer.step();
      losses[step] = loss.item();
    }
    assertThat(losses[7]).isLessThan(0.7 * losses[0]);
  }

  @Test
  void noiseIsAddedInTheSharesOfTheSchedule() {
    DiffusionModel model = new DiffusionModel(NoiseNetwork.of(1, 4, random), 10);
    assertThat(model.beta(0)).isEqualTo(1e-4);
    assertThat(model.beta(9)).isEqualTo(0.02);
    double signal = 1;
    for (int i = 0; i <= 3; i++) {
      signal *= 1 - (1e-4 + (0.02 - 1e-4) * i / 9);
    }
    assertThat(model.signal(3)).isCloseTo(signal, within(1e-15));
    Tensor x = Tensor.full(Shape.of(2, 1, 1, 1), 2);
    Tensor noise = Tensor.full(Shape.of(2, 1, 1, 1), 3);
    float[] noised = model.noised(x, noise, Tensor.of(3L, 0L)).toFloatArray();
    assertThat((double) noised[0])
        .isCloseTo(2 * Math.sqrt(signal) + 3 * Math.sqrt(1 - signal), within(1e-6));
    assertThat((double) noised[1])
        .isCloseTo(2 * Math.sqrt(1 - 1e-4) + 3 * Math.sqrt(1e-4), within(1e-6));
  }

  @Test
  void aSeedGivesOneImage() {
    DiffusionModel model = new DiffusionModel(NoiseNetwork.of(1, 4, random), 3);
    Tensor first = model.sample(Shape.of(1, 1, 4, 4), new SplittableRandom(2));
    assertThat(first.allFinite()).isTrue();
    assertThat(model.sample(Shape.of(1, 1, 4, 4), new SplittableRandom(2)).contentEquals(first))
        .isTrue();
  }

  @Test
  void sizesThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> NoiseNetwork.of(1, 6, random))
        .hasMessage(
            "noise network: the width is 6 but must be a multiple of 4, the groups of its norms; 32 is usual");
    NoiseNetwork network = NoiseNetwork.of(1, 4, random);
    assertThatThrownBy(() -> new DiffusionModel(network, 1))
        .hasMessage("diffusion: the number of steps is 1 but must be at least 2; 1000 is usual");
  }
}
