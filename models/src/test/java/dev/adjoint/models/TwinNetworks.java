package dev.adjoint.models;

import dev.adjoint.models.generative.Autoencoder;
import dev.adjoint.models.generative.Dcgan;
import dev.adjoint.models.generative.NoiseNetwork;
import dev.adjoint.models.generative.VariationalAutoencoder;
import dev.adjoint.models.image.ConvNeXt;
import dev.adjoint.models.image.EfficientNet;
import dev.adjoint.models.image.ImageNetResNet;
import dev.adjoint.models.image.LeNet;
import dev.adjoint.models.image.MobileNetV3;
import dev.adjoint.models.image.UNet;
import dev.adjoint.models.image.Vgg;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.models.language.LlamaModel;
import dev.adjoint.models.physics.PhysicsInformed;
import dev.adjoint.models.recommend.FactorizationMachine;
import dev.adjoint.models.recommend.WideAndDeep;
import dev.adjoint.models.text.BertClassifier;
import dev.adjoint.models.text.BertModel;
import dev.adjoint.models.text.GruClassifier;
import dev.adjoint.models.text.LstmClassifier;
import dev.adjoint.models.text.TextCnn;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The networks that `tools/parity/models.py` has twins of, by the same names and sizes.
final class TwinNetworks {

  private static final List<Integer> FIELDS = List.of(5, 3, 4);

  /// The numbers below which the columns of an integer input are.
  private static final Map<String, List<Integer>> VOCABULARIES =
      Map.of(
          "text CNN", List.of(50),
          "LSTM classifier", List.of(50),
          "GRU classifier", List.of(50),
          "BERT", List.of(40),
          "GPT-2", List.of(30),
          "Llama", List.of(30),
          "matrix factorisation", List.of(9, 8),
          "NCF", List.of(9, 8),
          "factorisation machine", FIELDS,
          "wide and deep", FIELDS);

  private final Map<String, Supplier<Layer>> all = new LinkedHashMap<>();
  private final RandomGenerator random = new SplittableRandom(3);

  private TwinNetworks() {
    images();
    texts();
    others();
    forecasts();
  }

  static Map<String, Supplier<Layer>> all() {
    return new TwinNetworks().all;
  }

  /// Empty for networks that take floating numbers.
  static List<Integer> vocabulary(String name) {
    return VOCABULARIES.getOrDefault(name, List.of());
  }

  private void images() {
    all.put("LeNet", () -> LeNet.of(1, 10, random));
    all.put("LeNet for digits", () -> LeNet.forDigits(1, 10, random));
    for (Vgg.Depth depth : Vgg.Depth.values()) {
      all.put(
          depth.name().replace('_', '-'),
          () -> Vgg.of(depth, 3, depth == Vgg.Depth.VGG_13, 16, 10, random));
    }
    for (int depth : new int[] {20, 32, 44, 56, 110}) {
      all.put("CIFAR ResNet-" + depth, () -> ResNet.of(3, depth, 16, 10, random));
    }
    for (ImageNetResNet.Depth depth : ImageNetResNet.Depth.values()) {
      all.put(
          depth.name().replace("RESNET_", "ResNet-"),
          () -> ImageNetResNet.of(depth, 3, 1000, random));
    }
    all.put("MobileNetV2", () -> MobileNetV2.of(3, 128, 0.2, 1000, random));
    all.put("MobileNetV3 large", () -> MobileNetV3.of(MobileNetV3.Size.LARGE, 3, 1000, random));
    all.put("MobileNetV3 small", () -> MobileNetV3.of(MobileNetV3.Size.SMALL, 3, 1000, random));
    all.put("EfficientNet-B0", () -> EfficientNet.b0(3, 1000, random));
    all.put("ConvNeXt-T", () -> ConvNeXt.tiny(3, 1000, random));
    all.put("U-Net", () -> UNet.of(3, 64, 2, random));
  }

  private void texts() {
    all.put("text CNN", () -> TextCnn.of(50, 16, 8, TextCnn.KERNELS, 0.5, 4, random));
    all.put("LSTM classifier", () -> LstmClassifier.of(50, 6, 7, 2, 0.5, 4, random));
    all.put("GRU classifier", () -> GruClassifier.of(50, 6, 7, 2, 0.5, 4, random));
    all.put(
        "BERT", () -> BertClassifier.of(new BertModel.Sizes(40, 24, 2, 3, 48, 12), 0.1, 3, random));
    all.put("GPT-2", () -> GptModel.of(30, 16, 24, 3, 2, 0.1, random));
    all.put(
        "Llama",
        () -> LlamaModel.of(new LlamaModel.Sizes(30, 32, 40, 2, 4, 2, 10_000, 1e-6), random));
  }

  private void others() {
    all.put("MLP", () -> Mlp.of(List.of(5, 7, 6, 3), Activation.RELU, 0, random));
    all.put("autoencoder", () -> Autoencoder.of(List.of(20, 12, 4), random));
    all.put("VAE", () -> VariationalAutoencoder.of(784, 400, 20, random));
    all.put("DCGAN generator", () -> Dcgan.of(3, 100, 64, random).generator());
    all.put("DCGAN discriminator", () -> Dcgan.of(3, 100, 64, random).discriminator());
    all.put("noise network", () -> new EverySeventhStep(NoiseNetwork.of(1, 8, random)));
    all.put("matrix factorisation", () -> MatrixFactorization.of(9, 8, 4, random));
    all.put("NCF", () -> NeuralFactorization.of(9, 8, 4, 0, random));
    all.put("factorisation machine", () -> FactorizationMachine.of(FIELDS, 6, random));
    all.put("wide and deep", () -> WideAndDeep.of(FIELDS, 6, List.of(8, 7), 0.2, random));
    all.put("physics", () -> PhysicsInformed.of(List.of(2, 9, 9, 1), random));
  }

  private void forecasts() {
    all.put("TCN forecast", () -> Tcn.of(3, 20, 4, 5, 8, 0.1, random));
    all.put("GRU forecast", () -> GruForecast.of(3, 4, 5, 8, 2, 0.1, random));
    all.put("N-BEATS forecast", () -> NBeats.of(3, 16, 4, 5, 12, 3, 0.1, random));
    all.put("transformer forecast", () -> TransformerForecast.of(3, 20, 4, 5, 32, 2, 0.1, random));
  }

  /// Image i has had 7·i steps of noise.
  record EverySeventhStep(NoiseNetwork network) implements Layer {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return network.noise(x, Tensor.arange(0, 7L * x.shape().size(0), 7));
    }

    @Override
    public Map<String, Object> parts() {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put("time", network.time());
      parts.put("convIn", network.convIn());
      parts.put("down", network.down());
      parts.put("halve", network.halve());
      parts.put("middle", network.middle());
      parts.put("twice", network.twice());
      parts.put("up", network.up());
      parts.put("normOut", network.normOut());
      parts.put("convOut", network.convOut());
      return parts;
    }
  }
}
