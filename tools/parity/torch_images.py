"""The networks for images as torchvision and milesial define them, written out with torch.nn."""

import torch
from torch import nn


class Cna(nn.Sequential):
    """torchvision's Conv2dNormActivation."""

    def __init__(self, cin, cout, kernel=3, stride=1, groups=1, act=nn.ReLU, **norm):
        parts = [
            nn.Conv2d(cin, cout, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
            nn.BatchNorm2d(cout, **norm),
        ]
        super().__init__(*parts, *([act()] if act else []))


class LeNet(nn.Module):
    def __init__(self, channels, outputs, padding=0):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 6, 5, padding=padding)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, outputs)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.conv1(x).relu(), 2)
        x = nn.functional.max_pool2d(self.conv2(x).relu(), 2).flatten(1)
        return self.fc3(self.fc2(self.fc1(x).relu()).relu())


class Vgg(nn.Module):
    def __init__(self, convolutions, channels, batch_norm, hidden, outputs):
        super().__init__()
        layers = []
        for width, count in zip((64, 128, 256, 512, 512), convolutions):
            for _ in range(count):
                layers.append(nn.Conv2d(channels, width, 3, padding=1))
                if batch_norm:
                    layers.append(nn.BatchNorm2d(width))
                layers.append(nn.ReLU())
                channels = width
            layers.append(nn.MaxPool2d(2, 2))
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(7)
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, hidden),
            nn.ReLU(),
            nn.Dropout(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Dropout(),
            nn.Linear(hidden, outputs),
        )

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


class Basic(nn.Module):
    expansion = 1

    def __init__(self, cin, width, stride, downsample):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = downsample

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (y + (self.downsample(x) if self.downsample else x)).relu()


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, cin, width, stride, downsample):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, width * 4, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(width * 4)
        self.downsample = downsample

    def forward(self, x):
        y = self.bn1(self.conv1(x)).relu()
        y = self.bn2(self.conv2(y)).relu()
        y = self.bn3(self.conv3(y))
        return (y + (self.downsample(x) if self.downsample else x)).relu()


class ResNet(nn.Module):
    def __init__(self, block, blocks, channels, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        cin = 64
        for stage, count in enumerate(blocks):
            width = 64 << stage
            layers = []
            for i in range(count):
                stride = 2 if i == 0 and stage > 0 else 1
                out = width * block.expansion
                downsample = None
                if stride != 1 or cin != out:
                    downsample = nn.Sequential(
                        nn.Conv2d(cin, out, 1, stride, bias=False), nn.BatchNorm2d(out)
                    )
                layers.append(block(cin, width, stride, downsample))
                cin = out
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(cin, outputs)

    def forward(self, x):
        x = self.maxpool(self.bn1(self.conv1(x)).relu())
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(x.mean((2, 3)))


class Squeeze(nn.Module):
    """torchvision's SqueezeExcitation."""

    def __init__(self, channels, squeezed, inner, gate):
        super().__init__()
        self.fc1 = nn.Conv2d(channels, squeezed, 1)
        self.fc2 = nn.Conv2d(squeezed, channels, 1)
        self.inner, self.gate = inner(), gate()

    def forward(self, x):
        y = nn.functional.adaptive_avg_pool2d(x, 1)
        return x * self.gate(self.fc2(self.inner(self.fc1(y))))


class Residual(nn.Module):
    def __init__(self, block, shortcut):
        super().__init__()
        self.block = nn.Sequential(*block)
        self.shortcut = shortcut

    def forward(self, x):
        return x + self.block(x) if self.shortcut else self.block(x)


class Classified(nn.Module):
    """Features, the mean over the image, a classifier."""

    def __init__(self, features, classifier):
        super().__init__()
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(*classifier)

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


def divisible(v):
    new = max(8, int(v + 4) // 8 * 8)
    return new + 8 if new < 0.9 * v else new


RE, HS = nn.ReLU, nn.Hardswish
LARGE = [
    (16, 3, 16, 16, 0, RE, 1), (16, 3, 64, 24, 0, RE, 2), (24, 3, 72, 24, 0, RE, 1),
    (24, 5, 72, 40, 1, RE, 2), (40, 5, 120, 40, 1, RE, 1), (40, 5, 120, 40, 1, RE, 1),
    (40, 3, 240, 80, 0, HS, 2), (80, 3, 200, 80, 0, HS, 1), (80, 3, 184, 80, 0, HS, 1),
    (80, 3, 184, 80, 0, HS, 1), (80, 3, 480, 112, 1, HS, 1), (112, 3, 672, 112, 1, HS, 1),
    (112, 5, 672, 160, 1, HS, 2), (160, 5, 960, 160, 1, HS, 1), (160, 5, 960, 160, 1, HS, 1),
]  # fmt: skip
SMALL = [
    (16, 3, 16, 16, 1, RE, 2), (16, 3, 72, 24, 0, RE, 2), (24, 3, 88, 24, 0, RE, 1),
    (24, 5, 96, 40, 1, HS, 2), (40, 5, 240, 40, 1, HS, 1), (40, 5, 240, 40, 1, HS, 1),
    (40, 5, 120, 48, 1, HS, 1), (48, 5, 144, 48, 1, HS, 1), (48, 5, 288, 96, 1, HS, 2),
    (96, 5, 576, 96, 1, HS, 1), (96, 5, 576, 96, 1, HS, 1),
]  # fmt: skip


def mobilenet_v3(rows, hidden, channels, outputs):
    norm = dict(eps=0.001, momentum=0.01)
    features = [Cna(channels, 16, 3, 2, act=HS, **norm)]
    for cin, kernel, expanded, out, squeeze, act, stride in rows:
        block = [Cna(cin, expanded, 1, act=act, **norm)] if expanded != cin else []
        block.append(Cna(expanded, expanded, kernel, stride, expanded, act, **norm))
        if squeeze:
            block.append(Squeeze(expanded, divisible(expanded // 4), nn.ReLU, nn.Hardsigmoid))
        block.append(Cna(expanded, out, 1, act=None, **norm))
        features.append(Residual(block, stride == 1 and cin == out))
    last = rows[-1][3]
    features.append(Cna(last, 6 * last, 1, act=HS, **norm))
    head = [nn.Linear(6 * last, hidden), HS(), nn.Dropout(0.2), nn.Linear(hidden, outputs)]
    return Classified(features, head)


def mobilenet_v2(channels, outputs):
    class Inverted(nn.Module):
        def __init__(self, cin, out, stride, expansion):
            super().__init__()
            hidden = cin * expansion
            conv = [Cna(cin, hidden, 1, act=nn.ReLU6)] if expansion != 1 else []
            conv += [Cna(hidden, hidden, 3, stride, hidden, nn.ReLU6)]
            conv += [nn.Conv2d(hidden, out, 1, bias=False), nn.BatchNorm2d(out)]
            self.conv = nn.Sequential(*conv)
            self.shortcut = stride == 1 and cin == out

        def forward(self, x):
            return x + self.conv(x) if self.shortcut else self.conv(x)

    features = [Cna(channels, 32, 3, 2, act=nn.ReLU6)]
    cin = 32
    for t, c, n, s in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:  # fmt: skip
        for i in range(n):
            features.append(Inverted(cin, c, s if i == 0 else 1, t))
            cin = c
    features.append(Cna(cin, 1280, 1, act=nn.ReLU6))
    return Classified(features, [nn.Dropout(0.2), nn.Linear(1280, outputs)])


def efficientnet_b0(channels, outputs):
    rows = [
        (1, 3, 1, 32, 16, 1), (6, 3, 2, 16, 24, 2), (6, 5, 2, 24, 40, 2), (6, 3, 2, 40, 80, 3),
        (6, 5, 1, 80, 112, 3), (6, 5, 2, 112, 192, 4), (6, 3, 1, 192, 320, 1),
    ]  # fmt: skip
    features = [Cna(channels, 32, 3, 2, act=nn.SiLU)]
    for expansion, kernel, stride, cin, out, repeats in rows:
        blocks = []
        for i in range(repeats):
            step = stride if i == 0 else 1
            cin = cin if i == 0 else out
            expanded = cin * expansion
            block = [Cna(cin, expanded, 1, act=nn.SiLU)] if expanded != cin else []
            block.append(Cna(expanded, expanded, kernel, step, expanded, nn.SiLU))
            block.append(Squeeze(expanded, max(1, cin // 4), nn.SiLU, nn.Sigmoid))
            block.append(Cna(expanded, out, 1, act=None))
            blocks.append(Residual(block, step == 1 and cin == out))
        features.append(nn.Sequential(*blocks))
    features.append(Cna(320, 1280, 1, act=nn.SiLU))
    return Classified(features, [nn.Dropout(0.2), nn.Linear(1280, outputs)])


class LayerNorm2d(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Permute(nn.Module):
    def __init__(self, *axes):
        super().__init__()
        self.axes = axes

    def forward(self, x):
        return x.permute(*self.axes)


class CnBlock(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.block = nn.Sequential(
            nn.Conv2d(dim, dim, 7, padding=3, groups=dim),
            Permute(0, 2, 3, 1),
            nn.LayerNorm(dim, eps=1e-6),
            nn.Linear(dim, 4 * dim),
            nn.GELU(),
            nn.Linear(4 * dim, dim),
            Permute(0, 3, 1, 2),
        )
        self.layer_scale = nn.Parameter(torch.ones(dim, 1, 1) * 1e-6)

    def forward(self, x):
        return x + self.layer_scale * self.block(x)


class ConvNeXt(nn.Module):
    def __init__(self, widths, depths, channels, outputs):
        super().__init__()
        features = [
            nn.Sequential(
                nn.Conv2d(channels, widths[0], 4, 4), LayerNorm2d(widths[0], eps=1e-6)
            )
        ]
        for stage, (width, depth) in enumerate(zip(widths, depths)):
            if stage:
                before = widths[stage - 1]
                features.append(
                    nn.Sequential(
                        LayerNorm2d(before, eps=1e-6), nn.Conv2d(before, width, 2, 2)
                    )
                )
            features.append(nn.Sequential(*[CnBlock(width) for _ in range(depth)]))
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(
            LayerNorm2d(widths[-1], eps=1e-6), nn.Flatten(1), nn.Linear(widths[-1], outputs)
        )

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3), keepdim=True))


class DoubleConv(nn.Module):
    def __init__(self, cin, out):
        super().__init__()
        self.double_conv = nn.Sequential(
            nn.Conv2d(cin, out, 3, padding=1, bias=False),
            nn.BatchNorm2d(out),
            nn.ReLU(),
            nn.Conv2d(out, out, 3, padding=1, bias=False),
            nn.BatchNorm2d(out),
            nn.ReLU(),
        )

    def forward(self, x):
        return self.double_conv(x)


class Down(nn.Module):
    def __init__(self, cin, out):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(cin, out))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    def __init__(self, cin, out):
        super().__init__()
        self.up = nn.ConvTranspose2d(cin, cin // 2, 2, 2)
        self.conv = DoubleConv(cin, out)

    def forward(self, x, kept):
        x = self.up(x)
        rows, columns = kept.size(2) - x.size(2), kept.size(3) - x.size(3)
        x = nn.functional.pad(
            x, [columns // 2, columns - columns // 2, rows // 2, rows - rows // 2]
        )
        return self.conv(torch.cat([kept, x], 1))


class OutConv(nn.Module):
    def __init__(self, cin, out):
        super().__init__()
        self.conv = nn.Conv2d(cin, out, 1)

    def forward(self, x):
        return self.conv(x)


class UNet(nn.Module):
    def __init__(self, channels, width, outputs):
        super().__init__()
        self.inc = DoubleConv(channels, width)
        for i in range(4):
            setattr(self, f"down{i + 1}", Down(width << i, width << (i + 1)))
        for i in range(4):
            wide = width << (4 - i)
            setattr(self, f"up{i + 1}", Up(wide, wide // 2))
        self.outc = OutConv(width, outputs)

    def forward(self, x):
        x1 = self.inc(x)
        x2 = self.down1(x1)
        x3 = self.down2(x2)
        x4 = self.down3(x3)
        x5 = self.down4(x4)
        return self.outc(self.up4(self.up3(self.up2(self.up1(x5, x4), x3), x2), x1))


class CifarBlock(nn.Module):
    def __init__(self, cin, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.stride, self.more = stride, out - cin

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        if self.more:
            more = self.more // 2
            x = nn.functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, more, more))
        return (y + x).relu()


class CifarResNet(nn.Module):
    """The names of akamaster's pytorch_resnet_cifar10."""

    def __init__(self, depth, channels, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        cin = 16
        for stage in range(3):
            width, layers = 16 << stage, []
            for i in range((depth - 2) // 6):
                layers.append(CifarBlock(cin, width, 2 if i == 0 and stage else 1))
                cin = width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.linear = nn.Linear(64, outputs)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(self.bn1(self.conv1(x)).relu())))
        return self.linear(x.mean((2, 3)))
