package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Finds samples that a model was trained on among those that it is evaluated on.
///
/// Samples are compared after their preparation, by a hash of inputs and target. The training
/// samples are read again from the data of the run; where that has changed or is not there any more
/// nothing is found.
final class TrainedOn {
  private static final int TOGETHER = 256;

  /// From this part of the samples on there is a note; small tables of categories have some equal
  /// samples by chance.
  private static final double PART = 0.1;

  private TrainedOn() {}

  /// The note for these samples, if a tenth of them or more were trained on.
  static Optional<String> note(SavedModel saved, Source evaluated) {
    if (!(evaluated instanceof Samples samples) || samples.count() == 0) {
      return Optional.empty();
    }
    Prepared prepared;
    try {
      prepared = saved.readAgain();
    } catch (DataException _) {
      return Optional.empty();
    }
    if (!(prepared.training() instanceof Samples training)) {
      return Optional.empty();
    }
    Set<Long> known = new HashSet<>();
    hashes(training, known::add);
    int[] found = new int[1];
    hashes(samples, hash -> found[0] += known.contains(hash) ? 1 : 0);
    if (found[0] < samples.count() * PART) {
      return Optional.empty();
    }
    String instead =
        prepared.validation() instanceof Samples held
            ? "; without DATA the %,d samples that the run held out are used"
                .formatted(held.count())
            : "";
    return Optional.of(
        "%,d of the %,d samples are among those that the model was trained on, so the figures are better than those for new samples%s"
            .formatted(found[0], samples.count(), instead));
  }

  private static void hashes(Samples samples, LongConsumer to) {
    for (int from = 0; from < samples.count(); from += TOGETHER) {
      int end = Math.min(samples.count(), from + TOGETHER);
      Map<String, Tensor> fields = samples.read(IntStream.range(from, end).toArray());
      long[] hashes = new long[end - from];
      add(hashes, Objects.requireNonNull(fields.get(Source.FEATURES)));
      add(hashes, Objects.requireNonNull(fields.get(Source.TARGET)));
      for (long hash : hashes) {
        to.accept(hash);
      }
    }
  }

  private static void add(long[] hashes, Tensor field) {
    double[] numbers = field.to(ElementType.F64).toDoubleArray();
    int width = numbers.length / hashes.length;
    for (int i = 0; i < numbers.length; i++) {
      long mixed = (hashes[i / width] + Double.doubleToLongBits(numbers[i])) * 0x9E3779B97F4A7C15L;
      hashes[i / width] = mixed ^ (mixed >>> 29);
    }
  }
}
