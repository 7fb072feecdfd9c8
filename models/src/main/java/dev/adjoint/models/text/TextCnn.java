package dev.adjoint.models.text;

import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// The convolutional network for sentences of Kim (2014): convolutions over 3, 4 and 5 neighbouring
/// tokens, the largest number of each over the whole text, dropout and a linear layer.
///
/// **Shapes**: tokens `[N, T]` (I64, T of at least the widest kernel), result `[N, outputs]`.
///
/// @param embedding the vectors of the tokens; index 0 is padding
/// @param convs one convolution for each kernel
/// @param dropout before the linear layer, 0.5 in the paper
/// @param fc from all maxima to the outputs
public record TextCnn(Embedding embedding, List<Conv1d> convs, Dropout dropout, Linear fc)
    implements Layer {

  /// The kernels of the paper.
  public static final List<Integer> KERNELS = List.of(3, 4, 5);

  /// Copies the list.
  public TextCnn {
    convs = List.copyOf(convs);
  }

  /// A network with PyTorch's initial values.
  ///
  /// @param vocabulary the number of different tokens, padding included
  /// @param width the size of a token's vector, 300 in the paper
  /// @param filters of each kernel, 100 in the paper
  /// @param kernels the numbers of tokens that the convolutions see, [#KERNELS] in the paper
  /// @param dropout in [0, 1)
  public static TextCnn of(
      int vocabulary,
      int width,
      int filters,
      List<Integer> kernels,
      double dropout,
      int outputs,
      RandomGenerator random) {
    return new TextCnn(
        Embedding.of(vocabulary, width, random).withPadding(0),
        kernels.stream().map(kernel -> Conv1d.of(width, filters, kernel, random)).toList(),
        new Dropout(dropout),
        Linear.of(kernels.size() * filters, outputs, random));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor x = embedding.forward(tokens).transpose(1, 2);
    Tensor[] maxima =
        convs.stream().map(conv -> conv.forward(x).relu().max(2)).toArray(Tensor[]::new);
    return fc.forward(dropout.forward(Tensor.concat(1, maxima), pass));
  }
}
