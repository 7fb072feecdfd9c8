package dev.adjoint.bench.workload;

import java.util.Optional;

/// The workloads that a library can run, in a process of its own with this number of threads:
/// [Turns] measures it. Whatever it leaves out it does not do.
public interface Library {

  /// The training workloads, with initial weights and all batches at hand.
  default Optional<Steps> steps(Workload workload) {
    return Optional.empty();
  }

  /// W7.
  default Optional<Calls> calls() {
    return Optional.empty();
  }

  /// The network of W14 to W17.
  default Optional<Network> network(Workload workload) {
    return Optional.empty();
  }

  /// W10.
  default Optional<Decoding> decoding() {
    return Optional.empty();
  }

  /// W8.
  default Optional<Products> products() {
    return Optional.empty();
  }

  /// Training steps. Step i takes batch i modulo their number.
  interface Steps {

    /// Takes one step.
    void take(long step);

    /// Takes one step and reads the loss before its update.
    double loss(long step);
  }

  /// Inferences of one image at a time, from a Java array into a Java array.
  interface Calls {

    /// The images to take in turn, one after another: the first batch of W2.
    float[] images();

    /// Computes the logits of `image`.
    void logits(float[] image, float[] logits);
  }

  /// Inferences of many images at a time.
  interface Network {

    /// At least as many images as are asked for at once, one after another.
    float[] images();

    /// Computes the logits of the first `batch` images, in C order.
    float[] logits(int batch);
  }

  /// A language model that reads a text token by token.
  interface Decoding {

    /// Forgets the text and reads the beginning of another.
    ///
    /// @return the logits of the next token
    float[] begin(int... tokens);

    /// Reads one more token.
    ///
    /// @return the logits of the token after it
    float[] next(int token);
  }

  /// Square products.
  @FunctionalInterface
  interface Products {

    /// The operands `[n, n]` in C order, in the memory that the library needs.
    Product of(int n, float[] left, float[] right);
  }

  /// One product, ready to be computed over and over.
  interface Product extends AutoCloseable {

    /// Computes it.
    void run();

    /// What the last run has computed, in C order.
    float[] result();

    /// Gives the memory back, where the collector does not.
    @Override
    default void close() {}
  }
}
