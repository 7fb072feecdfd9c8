package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.Choices;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.ImageDefaults;
import dev.adjoint.pipeline.settings.TextDefaults;

/// The default settings for a network that users describe themselves: those of the networks that
/// are usual for the data.
final class UsualDefaults {
  private static final int TEXT_EPOCHS = 15;
  private static final double TEXT_RATE = 0.001;

  private UsualDefaults() {}

  static Defaults of(Prepared prepared) {
    return switch (prepared.preprocessing().form()) {
      case InputForm.Image _ -> new ImageDefaults(prepared);
      case InputForm.Tokens _ -> new TextDefaults(TEXT_EPOCHS, TEXT_RATE);
      default -> new Choices(prepared);
    };
  }
}
