package dev.adjoint.examples.guide;

import module dev.adjoint.pipeline;

import dev.adjoint.data.image.Augmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// From a folder of photographs to an answer for a new one.
public final class PhotoAnswer {

  private PhotoAnswer() {}

  // @start region="train"
  /// Trains on a folder that has a folder of images for each class, and asks for one image.
  public static String run(Path photos, Path folder, Path image) throws IOException {
    Training.of(PhotoImages.of(photos).withSize(32))
        .withAugmentation(Augmentation.of("shift=0.1,rotate=5"))
        .withEpochs(8)
        .run(folder);
    TrainedModel model = TrainedModel.load(folder);
    return model.predict(Files.readAllBytes(image)).text();
  }
  // @end
}
