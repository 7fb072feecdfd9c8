package dev.adjoint.pipeline;

import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.metric.CalibrationError;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// How far the probabilities of a classifier could be trusted before and after they were
/// calibrated.
///
/// The temperature is found on all held-out samples. The figures after it are measured on samples
/// that had no part in the temperature they were measured with: each half of the held-out samples,
/// every second one, with the temperature of the other half.
///
/// @param temperature what the logits are divided by
/// @param samples the number of held-out samples
/// @param errorBefore the expected calibration error (15 bins) of the network as it was trained
/// @param errorAfter the same with the logits divided
/// @param lossBefore the cross entropy of the network as it was trained
/// @param lossAfter the same with the logits divided
public record Calibration(
    double temperature,
    int samples,
    double errorBefore,
    double errorAfter,
    double lossBefore,
    double lossAfter) {

  /// Finds the temperature of a classifier.
  ///
  /// @param held the outputs for the held-out samples
  static Calibration of(Outputs held) {
    return Tensor.noGrad(() -> {
      Tensor z = held.outputs();
      Tensor target = held.target();
      Tensor after = z;
      if (held.count() > 1) {
        int[] even = IntStream.range(0, held.count()).filter(i -> i % 2 == 0).toArray();
        int[] odd = IntStream.range(0, held.count()).filter(i -> i % 2 == 1).toArray();
        after = Tensor.concat(0, divided(held, even, odd), divided(held, odd, even));
        target =
            Tensor.concat(
                0, target.indexSelect(0, Tensor.of(even)), target.indexSelect(0, Tensor.of(odd)));
      }
      CalibrationError error = new CalibrationError();
      CrossEntropyLoss loss = new CrossEntropyLoss();
      return new Calibration(
          Temperature.fit(z, held.target()),
          held.count(),
          error.of(z, held.target()),
          error.of(after, target),
          loss.of(z, held.target()).item(),
          loss.of(after, target).item());
    });
  }

  /// The logits of some samples, divided by the temperature of others.
  private static Tensor divided(Outputs held, int[] some, int[] others) {
    Tensor known = Tensor.of(others);
    double temperature =
        Temperature.fit(held.outputs().indexSelect(0, known), held.target().indexSelect(0, known));
    return held.outputs().indexSelect(0, Tensor.of(some)).divide(temperature);
  }

  /// Everything as `metrics.json` has it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("temperature", temperature);
    map.put("samples", samples);
    map.put("calibration_error_before", errorBefore);
    map.put("calibration_error_after", errorAfter);
    map.put("loss_before", lossBefore);
    map.put("loss_after", lossAfter);
    return map;
  }

  /// One sentence with the temperature and the figures.
  public String summary() {
    return String.format(
        Locale.ROOT,
        "Calibrated on %,d held-out samples: temperature %.4g; calibration error %.4f before, %.4f after; loss %.5f before, %.5f after (each half with the temperature of the other)",
        samples,
        temperature,
        errorBefore,
        errorAfter,
        lossBefore,
        lossAfter);
  }
}
