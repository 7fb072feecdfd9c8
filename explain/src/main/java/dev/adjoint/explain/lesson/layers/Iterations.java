package dev.adjoint.explain.lesson.layers;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataSet;
import dev.adjoint.explain.lesson.working.Quantity;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.tensor.Tensor;
import java.util.BitSet;
import java.util.List;

/// Lesson 2: epoch, batch and iteration, counted on real batches.
public final class Iterations {

  private static final int SAMPLES = 2000;
  private static final int EPOCHS = 10;

  private Iterations() {}

  /// Writes this section on the sheet.
  public static void write(Sheet sheet) {
    sheet.heading("epoch.heading");
    sheet.paragraph("epoch.text");
    DataSet data =
        new DataSet(Tensor.zeros(SAMPLES, 1), Tensor.zeros(SAMPLES, 1), List.of(), List.of());
    Batches batches = Batches.shuffled(data, 64, 1);
    int iterations = 0;
    int seen = 0;
    int last = 0;
    boolean eachOnce = true;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      BitSet met = new BitSet();
      for (Batch batch : batches.epoch(epoch)) {
        iterations++;
        seen += batch.count();
        last = batch.count();
        for (int row : batch.rows()) {
          eachOnce &= !met.get(row);
          met.set(row);
        }
      }
      eachOnce &= met.cardinality() == SAMPLES;
    }
    sheet.quantities(
        "epoch.table",
        Quantity.of(
                "epoch.iterations", sheet.text("epoch.iterations"), batches.count().orElseThrow())
            .exactly(32),
        Quantity.of("epoch.last", sheet.text("epoch.last"), last).exactly(16),
        Quantity.of("epoch.all", sheet.text("epoch.all"), iterations).exactly(320),
        Quantity.of("epoch.seen", sheet.text("epoch.seen"), seen).exactly(20_000));
    sheet.claims(sheet.claim("epoch.once", eachOnce));
  }
}
