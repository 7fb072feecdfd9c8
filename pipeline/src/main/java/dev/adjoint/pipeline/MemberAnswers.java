package dev.adjoint.pipeline;

import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The answers of an ensemble, and how far its members agree.
final class MemberAnswers {

  /// Large enough for full speed and small enough for little memory.
  private static final int BATCH = 256;

  private MemberAnswers() {}

  /// The answers for inputs `[N, …]`, sample by sample.
  ///
  /// @return for classes their probabilities and the part of the members whose answer is the class
  ///   of the ensemble; for numbers the standardised number and the standard deviation of the
  ///   members' numbers
  ///
  /// @param temperature what the logits of a calibrated classifier are divided by
  static float[] of(Ensemble ensemble, OptionalDouble temperature, Tensor inputs) {
    int count = inputs.shape().size(0);
    List<float[]> parts = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      Tensor part = inputs.slice(0, from, Math.min(from + BATCH, count));
      parts.add(Tensor.noGrad(() -> ofBatch(ensemble, temperature, part)));
    }
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static float[] ofBatch(Ensemble ensemble, OptionalDouble temperature, Tensor inputs) {
    List<Tensor> each = ensemble.each(inputs, Pass.INFERENCE);
    Tensor averaged = ensemble.mean(each);
    Tensor mean = temperature.isPresent() ? averaged.divide(temperature.getAsDouble()) : averaged;
    boolean isClass = ensemble.answers() == Ensemble.Answers.CLASSES;
    float[] answers = (isClass ? mean.softmax(-1) : mean).toFloatArray();
    List<float[]> members = each.stream().map(Tensor::toFloatArray).toList();
    int width = mean.shape().size(-1);
    int count = answers.length / width;
    float[] rows = new float[count * (width + 1)];
    for (int row = 0; row < count; row++) {
      System.arraycopy(answers, row * width, rows, row * (width + 1), width);
      int from = row * width;
      rows[row * (width + 1) + width] =
          isClass ? agreement(answers, members, from, width) : spread(members, row);
    }
    return rows;
  }

  private static float agreement(float[] answers, List<float[]> members, int from, int width) {
    int label = largest(answers, from, width);
    long same = members.stream().filter(member -> largest(member, from, width) == label).count();
    return (float) same / members.size();
  }

  private static int largest(float[] numbers, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (numbers[from + i] > numbers[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /// The standard deviation of a sample of members, so with their number less one.
  private static float spread(List<float[]> members, int row) {
    double mean = members.stream().mapToDouble(member -> member[row]).average().orElseThrow();
    double squares = members.stream().mapToDouble(member -> Math.pow(member[row] - mean, 2)).sum();
    return (float) Math.sqrt(squares / (members.size() - 1));
  }
}
