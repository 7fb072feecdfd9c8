package dev.adjoint.nn.check;

import static dev.adjoint.nn.check.LayerRow.draw;

import dev.adjoint.nn.Bilinear;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.EmbeddingBag;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Lambda;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.SparseEmbedding;
import dev.adjoint.nn.Unflatten;
import dev.adjoint.nn.Unsqueeze;
import dev.adjoint.nn.dropout.AlphaDropout;
import dev.adjoint.nn.dropout.ChannelDropout;
import dev.adjoint.nn.dropout.DropPath;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Linear layers, tables, shapes and dropout.
final class BasicRows {

  private BasicRows() {}

  static List<LayerRow> rows() {
    Tensor index = Tensor.of(new long[] {2, 0, 3, 2, 1, 2}, Shape.of(2, 3));
    return List.of(
        LayerRow.of(random -> Linear.of(3, 4, random), 2, 3),
        LayerRow.of(random -> Linear.of(3, 2, random).withoutBias(), 2, 2, 3),
        LayerRow.of(random -> Bilinear.of(3, 2, 4, random), 1)
            .with(random -> new Tensor[] {draw(random, 5, 3), draw(random, 5, 2)})
            .calling((layer, in) -> ((Bilinear) layer).forward(in[0], in[1])),
        LayerRow.of(_ -> new Lambda("square", Tensor::square), 2, 3),
        LayerRow.of(random -> Embedding.of(4, 3, random), _ -> index),
        LayerRow.of(
            random -> Embedding.of(4, 3, random).withPadding(3), _ -> Tensor.of(2L, 0, 1, 2)),
        LayerRow.of(random -> SparseEmbedding.of(4, 3, random), _ -> index),
        LayerRow.of(random -> EmbeddingBag.of(4, 3, random), _ -> index),
        LayerRow.of(_ -> new Flatten(), 2, 3, 2),
        LayerRow.of(_ -> Unflatten.of(1, 2, 3), 2, 6),
        LayerRow.of(_ -> new Unsqueeze(1), 2, 3),
        LayerRow.of(
            random -> Sequential.of(Linear.of(3, 4, random), Linear.of(4, 2, random)), 2, 3),
        LayerRow.of(_ -> new Dropout(0.4), 3, 5).training(),
        LayerRow.of(_ -> new ChannelDropout(0.4), 3, 4, 2).training(),
        LayerRow.of(_ -> new AlphaDropout(0.4), 3, 5).training(),
        LayerRow.of(_ -> new AlphaDropout(0.4, true), 3, 4, 2).training(),
        LayerRow.of(_ -> new DropPath(0.4), 6, 2).training());
  }
}
