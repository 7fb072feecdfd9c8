package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TimePooling;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// Convolutions over neighbouring tokens (Kim 2014): kernels of 3, 4 and 5 tokens, the largest
/// number of each over the whole text, and a linear layer.
///
/// **Shapes**: tokens `[N, T]`, 0 for padding; result `[N, outputs]`.
record TokenConvolutions(Embedding embedding, List<Conv1d> convs, Dropout dropout, Linear head)
    implements Layer {

  private static final List<Integer> KERNELS = List.of(3, 4, 5);

  static TokenConvolutions of(TextNetwork net, RandomGenerator random) {
    int width = net.width();
    return new TokenConvolutions(
        Embedding.of(net.vocabulary(), width, random).withPadding(0),
        KERNELS.stream()
            .map(kernel -> Conv1d.of(width, width, kernel, random).withSamePadding())
            .toList(),
        new Dropout(net.dropout()),
        Linear.of(KERNELS.size() * width, net.outputs(), random));
  }

  static long count(TextNetwork net) {
    long width = net.width();
    long taps = KERNELS.stream().mapToInt(Integer::intValue).sum();
    long table = Math.multiplyExact(width, net.vocabulary());
    long kernels = Math.multiplyExact(width, Math.addExact(taps * width, KERNELS.size()));
    long head = Math.multiplyExact(KERNELS.size() * width + 1, net.outputs());
    return Math.addExact(table, Math.addExact(kernels, head));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor mask = tokens.notEqual(0);
    Tensor x = embedding.forward(tokens).transpose(1, 2);
    Tensor[] largest =
        convs.stream()
            .map(conv -> conv.forward(x).relu().transpose(1, 2))
            .map(y -> TimePooling.MAX.forward(y, mask))
            .toArray(Tensor[]::new);
    return head.forward(dropout.forward(Tensor.concat(1, largest), pass));
  }
}
