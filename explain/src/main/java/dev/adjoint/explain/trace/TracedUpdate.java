package dev.adjoint.explain.trace;

import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The update of one parameter in a traced step.
///
/// @param name the path of the parameter
/// @param before the value before the step
/// @param earlier the gradient that the parameter had before the backward pass, to which the pass
///   added; empty if it had none
/// @param gradient the gradient after the backward pass, as the optimizer read it before its
///   gradient rules
/// @param after the value after the step
/// @param memoryBefore what the rule remembered before the step, by PyTorch's names; empty at the
///   first step
/// @param memoryAfter what it remembers after the step
/// @param rule the rule of this parameter
/// @param step the number of the step, from 1
public record TracedUpdate(
    String name,
    Tensor before,
    Optional<Tensor> earlier,
    Tensor gradient,
    Tensor after,
    Map<String, Tensor> memoryBefore,
    Map<String, Tensor> memoryAfter,
    UpdateRule rule,
    long step) {

  /// Copies the maps.
  public TracedUpdate {
    memoryBefore = Collections.unmodifiableMap(new LinkedHashMap<>(memoryBefore));
    memoryAfter = Collections.unmodifiableMap(new LinkedHashMap<>(memoryAfter));
  }
}
