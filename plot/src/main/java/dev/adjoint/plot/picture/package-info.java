/// Pictures as data: a scene of marks in plain coordinates, written as SVG text or drawn as PNG.
///
/// - [Picture] is what everything else returns: a title, a description, a size and the marks.
/// - [Mark] is the closed set of things that can be drawn; [Stroke], [Color] and [Palette] say how.
/// - [Lettering] measures and cuts strings; its widths come from our own [StrokeFont], so a picture
///   has one layout wherever it is made, and PNG needs no font on the machine.
/// - [Arrow], [NumberText] and [Markup] are what many pictures need.
/// - [SvgWriter] and [PngWriter] are the two ways out.
///
/// Coordinates are in pixels of a picture at scale 1, x to the right, y **down**.
@NullMarked
package dev.adjoint.plot.picture;

import org.jspecify.annotations.NullMarked;
