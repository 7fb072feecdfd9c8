package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.PieceSize;
import dev.adjoint.kernel.work.Workers;

/// The definition of the LSTM, for F32 ([FloatLstm]) and F64 ([DoubleLstm]): one sequence after
/// another.
public final class ScalarLstm {
  private ScalarLstm() {}

  public static void run(LstmLayout layout, View weightInput, View weightHidden, View bias) {
    long work = 4L * layout.steps() * layout.hidden() * layout.depth();
    switch (layout.joint().storage()) {
      case Floats _ -> {
        float[] weights = FloatLstm.columns(layout, weightInput, weightHidden);
        pieces(layout.batch(), work, n -> FloatLstm.run(layout, weights, bias, n));
      }
      case Doubles _ -> {
        double[] weights = DoubleLstm.columns(layout, weightInput, weightHidden);
        pieces(layout.batch(), work, n -> DoubleLstm.run(layout, weights, bias, n));
      }
      default -> throw new IllegalStateException("lstm: needs F32 or F64");
    }
  }

  public static void gradient(LstmGradientLayout layout, View weightHidden) {
    long work = 4L * layout.steps() * layout.hidden() * layout.hidden();
    switch (layout.gates().storage()) {
      case Floats _ ->
          pieces(layout.batch(), work, n -> FloatLstm.gradient(layout, weightHidden, n));
      case Doubles _ ->
          pieces(layout.batch(), work, n -> DoubleLstm.gradient(layout, weightHidden, n));
      default -> throw new IllegalStateException("lstm gradient: needs F32 or F64");
    }
  }

  private static void pieces(int batch, long work, Sequence body) {
    int group = Math.clamp(PieceSize.SCALAR_PRODUCTS / Math.max(work, 1), 1, Math.max(batch, 1));
    Workers.run(
        Math.ceilDiv(batch, group),
        piece -> {
          for (int n = piece * group; n < Math.min(batch, (piece + 1) * group); n++) {
            body.run(n);
          }
        });
  }

  /// The work on one sequence.
  @FunctionalInterface
  private interface Sequence {
    void run(int n);
  }
}
