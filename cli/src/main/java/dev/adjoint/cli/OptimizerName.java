package dev.adjoint.cli;

import dev.adjoint.pipeline.settings.OptimizerChoice;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of an update rule; one that cannot train here is refused with its reason.
record OptimizerName() implements ITypeConverter<OptimizerChoice> {

  @Override
  public OptimizerChoice convert(String text) {
    Optional<String> refusal = OptimizerChoice.refusal(text);
    if (refusal.isPresent()) {
      throw new TypeConversionException(refusal.get());
    }
    return new Choice<>(OptimizerChoice.class).convert(text);
  }
}
