package dev.adjoint.nn.check;

import static dev.adjoint.nn.check.LayerRow.draw;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.adapt.Lora;
import dev.adjoint.nn.adapt.SpectralNorm;
import dev.adjoint.nn.adapt.WeightNorm;
import dev.adjoint.nn.compose.Hooked;
import dev.adjoint.nn.compose.MixtureOfExperts;
import dev.adjoint.nn.compose.Parallel;
import dev.adjoint.nn.compose.Residual;
import dev.adjoint.nn.distance.CosineSimilarity;
import dev.adjoint.nn.distance.PairwiseDistance;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;

/// Layers made of layers, changed weights, and distances.
final class ComposedRows {

  private ComposedRows() {}

  static List<LayerRow> rows() {
    return List.of(
        LayerRow.of(
            random -> new Residual(Sequential.of(Linear.of(3, 3, random), Activation.TANH)), 2, 3),
        LayerRow.of(
            random -> Parallel.of(1, Linear.of(3, 2, random), Linear.of(3, 4, random)), 2, 3),
        LayerRow.of(
            random ->
                new MixtureOfExperts(
                    Linear.of(3, 3, random),
                    List.of(
                        Linear.of(3, 2, random), Linear.of(3, 2, random), Linear.of(3, 2, random)),
                    2),
            4,
            3),
        LayerRow.of(
            random ->
                new Ensemble(
                    List.of(Linear.of(3, 2, random), Linear.of(3, 2, random)),
                    Ensemble.Answers.CLASSES),
            2,
            3),
        LayerRow.of(random -> new Hooked(Linear.of(3, 2, random), (x, y) -> y.square()), 2, 3),
        LayerRow.of(random -> Lora.of(Linear.of(3, 4, random), 2, 4, random), 2, 3),
        LayerRow.of(random -> WeightNorm.of(Linear.of(3, 2, random)), 2, 3),
        LayerRow.of(random -> WeightNorm.of(Conv2d.of(1, 2, 2, random)), 1, 1, 3, 2),
        LayerRow.of(random -> SpectralNorm.of(Linear.of(3, 2, random), random), 2, 3),
        pair(
            "CosineSimilarity",
            new CosineSimilarity(),
            (x, y) -> new CosineSimilarity().forward(x, y)),
        pair(
            "PairwiseDistance",
            new PairwiseDistance(3, 1e-6),
            (x, y) -> new PairwiseDistance(3, 1e-6).forward(x, y)));
  }

  private static LayerRow pair(String name, Object layer, BiFunction<Tensor, Tensor, Tensor> f) {
    return new LayerRow(
        name,
        2,
        _ -> layer,
        random -> new Tensor[] {draw(random, 2, 3), draw(random, 2, 3)},
        (_, in) -> f.apply(in[0], in[1]));
  }
}
