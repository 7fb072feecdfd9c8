package dev.adjoint.pipeline.settings;

import dev.adjoint.nn.loss.Averaging;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.QuantileLoss;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The mean [QuantileLoss] of forecasts. A value that is not known adds nothing.
///
/// **Shapes**: quantiles `[N, H, Q]`, target `[N, H]` with NaN for a value that is not known.
///
/// @param levels of the quantiles, in rising order
public record ForecastLoss(List<Double> levels) implements Loss {

  @Override
  public Tensor of(Tensor quantiles, Tensor target) {
    Tensor missing = target.notEqual(target);
    Tensor losses =
        new QuantileLoss(levels, Averaging.NONE).of(quantiles, target.maskedFill(missing, 0));
    Tensor known = missing.logicalNot().to(losses.elementType()).unsqueeze(-1);
    return losses.multiply(known).mean();
  }
}
