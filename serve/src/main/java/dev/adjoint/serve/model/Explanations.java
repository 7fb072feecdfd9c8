package dev.adjoint.serve.model;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.pipeline.attribution.AttributionMethod;
import dev.adjoint.pipeline.attribution.AttributionOptions;
import dev.adjoint.pipeline.attribution.Attributions;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Attributions of answers. One takes as long as a hundred predictions, so only a few are computed
/// at the same time.
public final class Explanations {

  private static final int MOST = 2;
  private static final Semaphore FREE = new Semaphore(MOST);

  private Explanations() {}

  /// Integrated gradients of the answer, with the usual baseline.
  public static final AttributionOptions USUAL =
      AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS);

  /// Whether the answers of a model can be attributed.
  public static boolean fits(ServedModel model) {
    try {
      Attributions.of(model.model());
      return true;
    } catch (DataException _) {
      return false;
    }
  }

  /// The attribution of the answer for the first sample.
  ///
  /// @throws Refusal 400 when it cannot be computed for this model or with these options, 503 when
  ///   others are being computed
  public static Attribution of(
      ServedModel model, Inputs inputs, Supplier<AttributionOptions> options) {
    if (!FREE.tryAcquire()) {
      throw Refusal.busy(
          "server: %d explanations are being computed already; try again".formatted(MOST), 1);
    }
    try {
      return Attributions.of(model.model()).of(inputs, 0, options.get());
    } catch (DataException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    } finally {
      FREE.release();
    }
  }
}
