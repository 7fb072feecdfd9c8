package dev.adjoint.pipeline.network;

import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Shape;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How a network is built, as plain data that `model.json` keeps.
///
/// A new architecture is one class that implements this, and an [ArchitectureKind] for it.
public interface Architecture {

  /// The shape of one sample, whose elements are F32, or I64 for tokens.
  Shape inputs();

  /// The number of outputs: the number of classes, or 1 for a number.
  int outputs();

  /// The number of elements in all parameters and buffers of the network, computed without building
  /// it. The reader of an untrusted file compares it with the file of weights before it allocates
  /// memory.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  long weightCount();

  /// The network with initial weights.
  ///
  /// @param random the source of the initial weights
  Layer build(RandomGenerator random);

  /// Sets initial weights that are computed from the training samples instead of drawn. Most kinds
  /// of networks have none.
  ///
  /// @param network what [#build] gave
  /// @param training the samples to learn from
  default void fit(Layer network, Source training) {}

  /// Whether it reads samples of this form, as they are prepared.
  default boolean reads(InputForm form) {
    return inputs().equals(form.shape());
  }

  /// Whether the outputs are classes or one number, so that those of several networks can be
  /// averaged.
  default boolean isAveraged() {
    return true;
  }

  /// The optimizer of the network; a kind of network may give some of its parameters a rule of
  /// their own.
  ///
  /// @param network what [#build] gave
  /// @param rule the rule of the run
  default Optimizer optimizer(Layer network, UpdateRule rule) {
    return Optimizer.of(network, rule);
  }

  /// Everything in maps, lists, texts and numbers; the entry `kind` names the kind.
  Map<String, Object> toMap();
}
