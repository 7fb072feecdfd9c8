package dev.adjoint.onnx;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmOutput;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Prelu;
import dev.adjoint.nn.Rnn;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Interpolation;
import dev.adjoint.tensor.PadMode;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The networks of `shared/interchange/make_fixtures.py`, made of the layers of the library: parts
/// with the names that PyTorch gives them, and the forward pass.
record SharedNetworks(Map<String, Object> parts, Function<Tensor, List<Tensor>> forward) {

  private static final RandomGenerator RANDOM = new SplittableRandom(1);
  private static final Pass PASS = Pass.INFERENCE;

  static SharedNetworks named(String name) {
    return switch (name) {
      case "mlp" -> mlp();
      case "cnn" -> cnn();
      case "lstm" -> lstm();
      case "gru" -> gru();
      case "encoder" -> encoder();
      case "gpt" -> gpt();
      case "resnet" -> resnet();
      case "unet" -> unet();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static SharedNetworks of(
      Function<Tensor, List<Tensor>> forward, Object... namesAndParts) {
    return new SharedNetworks(parts(namesAndParts), forward);
  }

  private static Map<String, Object> parts(Object... namesAndParts) {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (int i = 0; i < namesAndParts.length; i += 2) {
      parts.put((String) namesAndParts[i], namesAndParts[i + 1]);
    }
    return parts;
  }

  private static SharedNetworks mlp() {
    Sequential net =
        Sequential.of(
            Linear.of(4, 16, RANDOM),
            Activation.RELU,
            Linear.of(16, 8, RANDOM),
            Activation.TANH,
            Linear.of(8, 3, RANDOM));
    return of(x -> List.of(net.forward(x, PASS)), "net", net);
  }

  private static SharedNetworks cnn() {
    Conv2d conv1 = Conv2d.of(1, 6, 5, RANDOM).withPadding(2);
    BatchNorm2d bn1 = BatchNorm2d.of(6);
    Conv2d conv2 =
        Conv2d.of(6, 12, 3, Conv2dOptions.standard().withStride(2).withGroups(3), RANDOM);
    Linear fc1 = Linear.of(108, 24, RANDOM);
    Linear fc2 = Linear.of(24, 10, RANDOM);
    MaxPool2d pool = MaxPool2d.of(2);
    return of(
        x -> {
          Tensor y = pool.forward(bn1.forward(conv1.forward(x), PASS).relu());
          y = pool.forward(conv2.forward(y).leakyRelu(0.1)).flatten(1, 3);
          return List.of(fc2.forward(fc1.forward(y).relu()).logSoftmax(1));
        },
        "conv1",
        conv1,
        "bn1",
        bn1,
        "conv2",
        conv2,
        "fc1",
        fc1,
        "fc2",
        fc2);
  }

  private static SharedNetworks lstm() {
    Embedding embed = Embedding.of(30, 12, RANDOM);
    Lstm lstm = Lstm.of(12, 16, 2, true, RANDOM).withBatchFirst();
    Linear head = Linear.of(32, 5, RANDOM);
    return of(
        ids -> {
          LstmOutput output = lstm.run(embed.forward(ids), PASS);
          return List.of(head.forward(output.output().select(1, -1)), output.hidden());
        },
        "embed",
        embed,
        "lstm",
        lstm,
        "head",
        head);
  }

  private static SharedNetworks gru() {
    Gru gru = Gru.of(6, 10, RANDOM);
    Rnn rnn = Rnn.of(10, 7, RANDOM);
    Linear head = Linear.of(7, 1, RANDOM);
    return of(
        x -> List.of(head.forward(rnn.forward(gru.forward(x, PASS), PASS).select(0, -1))),
        "gru",
        gru,
        "rnn",
        rnn,
        "head",
        head);
  }

  private static SharedNetworks encoder() {
    Embedding embed = Embedding.of(40, 32, RANDOM);
    Parameter pos = Parameter.of(Tensor.zeros(1, 24, 32));
    List<TransformerEncoderLayer> layers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      layers.add(
          TransformerEncoderLayer.of(32, 4, 64, RANDOM)
              .withActivation(Activation.GELU)
              .withNormFirst());
    }
    TransformerEncoder encoder = new TransformerEncoder(layers, Optional.of(LayerNorm.of(32)));
    Linear head = Linear.of(32, 4, RANDOM);
    return of(
        ids -> {
          Tensor x = embed.forward(ids).add(pos.value().slice(1, 0, ids.shape().size(1)));
          return List.of(head.forward(encoder.forward(x, PASS).mean(1)));
        },
        "pos",
        pos,
        "embed",
        embed,
        "encoder",
        encoder,
        "head",
        head);
  }

  private static SharedNetworks gpt() {
    Embedding wte = Embedding.of(65, 48, RANDOM);
    Embedding wpe = Embedding.of(32, 48, RANDOM);
    List<Block> blocks = List.of(Block.of(), Block.of());
    LayerNorm lnF = LayerNorm.of(48);
    Linear head = new Linear(wte.weight(), Optional.empty());
    return of(
        ids -> {
          Tensor x = wte.forward(ids).add(wpe.forward(Tensor.arange(ids.shape().size(1))));
          for (Block block : blocks) {
            x = block.forward(x);
          }
          return List.of(head.forward(lnF.forward(x)));
        },
        "wte",
        wte,
        "wpe",
        wpe,
        "h",
        blocks.stream().map(Block::parts).toList(),
        "ln_f",
        lnF,
        "lm_head",
        head);
  }

  /// A block of GPT with one product for queries, keys and values.
  private record Block(
      LayerNorm ln1, Linear attn, Linear proj, LayerNorm ln2, Linear in, Linear out, Buffer bias) {

    static Block of() {
      return new Block(
          LayerNorm.of(48),
          Linear.of(48, 144, RANDOM),
          Linear.of(48, 48, RANDOM),
          LayerNorm.of(48),
          Linear.of(48, 192, RANDOM),
          Linear.of(192, 48, RANDOM),
          Buffer.of(Tensor.zeros(1, 1, 32, 32)));
    }

    Map<String, Object> parts() {
      return SharedNetworks.parts(
          "ln_1",
          ln1,
          "c_attn",
          attn,
          "c_proj",
          proj,
          "ln_2",
          ln2,
          "mlp",
          SharedNetworks.parts("c_fc", in, "c_proj", out),
          "bias",
          bias);
    }

    Tensor forward(Tensor x) {
      int batch = x.shape().size(0);
      int time = x.shape().size(1);
      Tensor qkv = attn.forward(ln1.forward(x)).reshape(batch, time, 3, 4, 12);
      Tensor q = qkv.select(2, 0).transpose(1, 2);
      Tensor k = qkv.select(2, 1).transpose(1, 2);
      Tensor v = qkv.select(2, 2).transpose(1, 2);
      Tensor scores = q.matmul(k.transpose(2, 3)).divide(Math.sqrt(12));
      Tensor seen = bias.value().slice(2, 0, time).slice(3, 0, time).notEqual(0);
      Tensor hidden = Tensor.full(scores.shape(), Float.NEGATIVE_INFINITY);
      Tensor p = scores.where(seen, hidden).softmax(-1);
      Tensor mixed = p.matmul(v).transpose(1, 2).reshape(batch, time, 48);
      Tensor y = x.add(proj.forward(mixed));
      return y.add(out.forward(in.forward(ln2.forward(y)).geluTanh()));
    }
  }

  private static SharedNetworks resnet() {
    Conv2d conv1 = convolution(3, 8, 7, 2, 3);
    BatchNorm2d bn1 = BatchNorm2d.of(8);
    MaxPool2d pool = MaxPool2d.of(3).withStride(2).withPadding(1);
    Linear fc = Linear.of(32, 10, RANDOM);
    List<List<Basic>> stages =
        List.of(stage(8, 8, 1), stage(8, 16, 2), stage(16, 24, 2), stage(24, 32, 2));
    Map<String, Object> parts = parts("conv1", conv1, "bn1", bn1, "fc", fc);
    for (int i = 0; i < stages.size(); i++) {
      parts.put("layer" + (i + 1), stages.get(i));
    }
    return new SharedNetworks(
        parts,
        x -> {
          Tensor y = pool.forward(bn1.forward(conv1.forward(x), PASS).relu());
          for (List<Basic> stage : stages) {
            for (Basic block : stage) {
              y = block.forward(y);
            }
          }
          return List.of(fc.forward(y.mean(2, 3)));
        });
  }

  private static Conv2d convolution(int in, int out, int kernel, int stride, int padding) {
    return Conv2d.of(in, out, kernel, RANDOM).withStride(stride).withPadding(padding).withoutBias();
  }

  private static List<Basic> stage(int in, int out, int stride) {
    return List.of(Basic.of(in, out, stride), Basic.of(out, out, 1));
  }

  record Basic(
      Conv2d conv1,
      BatchNorm2d bn1,
      Conv2d conv2,
      BatchNorm2d bn2,
      Optional<Sequential> downsample) {

    static Basic of(int in, int out, int stride) {
      return new Basic(
          convolution(in, out, 3, stride, 1),
          BatchNorm2d.of(out),
          convolution(out, out, 3, 1, 1),
          BatchNorm2d.of(out),
          stride == 1 && in == out
              ? Optional.empty()
              : Optional.of(
                  Sequential.of(convolution(in, out, 1, stride, 0), BatchNorm2d.of(out))));
    }

    Tensor forward(Tensor x) {
      Tensor y = bn1.forward(conv1.forward(x), PASS).relu();
      y = bn2.forward(conv2.forward(y), PASS);
      return y.add(downsample.map(layer -> layer.forward(x, PASS)).orElse(x)).relu();
    }
  }

  private static SharedNetworks unet() {
    Conv2d down = Conv2d.of(2, 6, 3, RANDOM).withStride(2).withPadding(1);
    Conv2d dw = Conv2d.of(6, 6, 3, Conv2dOptions.standard().withDilation(2).withGroups(6), RANDOM);
    GroupNorm gn = GroupNorm.of(3, 6);
    ConvTranspose2d up =
        ConvTranspose2d.of(6, 4, 3, RANDOM).withStride(2).withPadding(1).withExtra(1);
    Prelu prelu = new Prelu(Parameter.of(Tensor.zeros(4)));
    Conv2d out = Conv2d.of(6, 1, 1, RANDOM);
    return of(
        x -> {
          Tensor y = dw.forward(down.forward(x).pad(PadMode.REFLECT, 2, 2, 2, 2));
          y = prelu.forward(up.forward(gn.forward(y).hardswish()));
          Tensor both = Tensor.concat(1, x, y);
          int side = 2 * x.shape().size(2);
          return List.of(
              out.forward(both.interpolate(Interpolation.LINEAR, false, side, side)).sigmoid());
        },
        "down",
        down,
        "dw",
        dw,
        "gn",
        gn,
        "up",
        up,
        "prelu",
        prelu,
        "out",
        out);
  }
}
