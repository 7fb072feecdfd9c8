package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Some of the samples of a source, which are read when they are needed.
///
/// @param all the source
/// @param rows the numbers of the samples, in their order here
public record ChosenSamples(Samples all, int[] rows) implements Samples {

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public Map<String, Tensor> read(int[] chosen) {
    return all.read(at(chosen));
  }

  @Override
  public Samples inEpoch(int epoch) {
    return new ChosenSamples(all.inEpoch(epoch), rows);
  }

  @Override
  public Optional<int[]> labels() {
    return all.labels().map(labels -> Arrays.stream(rows).map(row -> labels[row]).toArray());
  }

  @Override
  public boolean isReadAhead() {
    return all.isReadAhead();
  }

  @Override
  public long bytes() {
    return all.bytes();
  }

  @Override
  public String fingerprint() {
    return "%d of %s, hash %08x".formatted(rows.length, all.fingerprint(), Arrays.hashCode(rows));
  }

  private int[] at(int[] chosen) {
    return Arrays.stream(chosen).map(row -> rows[row]).toArray();
  }
}
