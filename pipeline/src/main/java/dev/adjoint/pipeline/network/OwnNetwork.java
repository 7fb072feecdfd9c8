package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Layer;
import java.util.random.RandomGenerator;

/// A network of the user's, written in Java, that a run trains as any other: `--model
/// com.example.MyNetwork`, or `withModel("com.example.MyNetwork")`.
///
/// The class has a public constructor without parameters and is declared as a service: the file
/// `META-INF/services/dev.adjoint.pipeline.network.OwnNetwork` on the class path, or `provides` in
/// the module, names it. `model.json` has the name of the class; only a declared class is ever
/// used, so a file cannot make the program load another one.
///
/// ```java
/// public final class MyNetwork implements OwnNetwork {
///   public Layer build(InputForm form, int outputs, RandomGenerator random) {
///     int inputs = form.shape().count();
///     return Sequential.of(
///         Linear.of(inputs, 32, random), Activation.TANH, Linear.of(32, outputs, random));
///   }
/// }
/// ```
public interface OwnNetwork {

  /// Whether it can read such samples: tables, images and texts by default.
  default boolean accepts(InputForm form) {
    return form instanceof InputForm.Numbers
        || form instanceof InputForm.Image
        || form instanceof InputForm.Tokens;
  }

  /// The network with initial weights.
  ///
  /// @param form what one sample is, accepted by [#accepts]
  /// @param outputs the numbers that it must give for each sample: `[N, outputs]`
  /// @param random the only source of randomness; the same numbers must give the same network
  Layer build(InputForm form, int outputs, RandomGenerator random);
}
