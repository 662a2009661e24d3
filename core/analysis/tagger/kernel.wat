;; The innermost loops of the tagger: JavaScript has no vector instructions. All data lie in one memory; addresses are
;; bytes, and kernel.ts says where each part begins. A row of scores has 48 lanes:
;; 12 neighbours (outside, then the kinds) for each of the four parts of a span.
(module
  (memory (export "memory") 1)

  ;; Sums the scores of the features of count characters, each into its row of 48 f32. features: i32 each; ends: for each
  ;; character (i32) how many features it and those before it have. The rest as for $sum.
  (func (export "add")
    (param $features i32) (param $ends i32) (param $count i32) (param $rows i32) (param $sums i32)
    (param $isKnown i32) (param $slots i32) (param $mask i32)
    (param $lanes i32) (param $scores i32) (param $whole i32)
    (local $stop i32) (local $at i32) (local $end i32)
    (local.set $at (local.get $features))
    (local.set $stop (i32.add (local.get $ends) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $ends) (local.get $stop)))
        (local.set $end (i32.add (local.get $features) (i32.shl (i32.load (local.get $ends)) (i32.const 2))))
        (call $sum (local.get $at) (local.get $end) (local.get $rows) (local.get $sums)
          (local.get $isKnown) (local.get $slots) (local.get $mask)
          (local.get $lanes) (local.get $scores) (local.get $whole))
        (local.set $at (local.get $end))
        (local.set $ends (i32.add (local.get $ends) (i32.const 4)))
        (local.set $rows (i32.add (local.get $rows) (i32.const 192)))
        (br $next))))

  ;; Sums the scores of the features up to end (i32 each, at features) into a row of 48 f32. sums: room for 48 i16.
  ;; isKnown: a set of bits by the upper 22 bits of a feature. slots: open addressing, pairs of a feature and an entry.
  ;; An entry below 0 is -1 - index of a whole row of 48 i16; else start * 256 + size: so many lanes and scores (a byte
  ;; each) from start on.
  (func $sum
    (param $features i32) (param $end i32) (param $row i32) (param $sums i32)
    (param $isKnown i32) (param $slots i32) (param $mask i32)
    (param $lanes i32) (param $scores i32) (param $whole i32)
    (local $feature i32) (local $bit i32) (local $slot i32) (local $key i32) (local $entry i32)
    (local $last i32) (local $at i32)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128) (local $s4 v128) (local $s5 v128)
    ;; Sparse rows are added in memory, whole rows in registers; both are put together at the end.
    (v128.store (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=16 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=32 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=48 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=64 (local.get $sums) (v128.const i32x4 0 0 0 0))
    (v128.store offset=80 (local.get $sums) (v128.const i32x4 0 0 0 0))
    ;; First the features that may be known move to the front, without a branch that the processor would have to guess.
    (local.set $at (local.get $features))
    (local.set $last (local.get $features))
    (block $sifted
      (loop $sift
        (br_if $sifted (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $feature (i32.load (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (i32.store (local.get $last) (local.get $feature))
        (local.set $bit (i32.and (i32.shr_u (local.get $feature) (i32.const 10)) (i32.const 0x3fffff)))
        (local.set $last
          (i32.add (local.get $last)
            (i32.shl
              (i32.and
                (i32.shr_u
                  (i32.load8_u (i32.add (local.get $isKnown) (i32.shr_u (local.get $bit) (i32.const 3))))
                  (i32.and (local.get $bit) (i32.const 7)))
                (i32.const 1))
              (i32.const 2))))
        (br $sift)))
    (local.set $end (local.get $last))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $features) (local.get $end)))
        (local.set $feature (i32.load (local.get $features)))
        (local.set $features (i32.add (local.get $features) (i32.const 4)))
        (local.set $slot (i32.and (local.get $feature) (local.get $mask)))
        (loop $probe
          (local.set $at (i32.add (local.get $slots) (i32.shl (local.get $slot) (i32.const 3))))
          (local.set $key (i32.load (local.get $at)))
          (br_if $next (i32.eqz (local.get $key)))
          (if (i32.ne (local.get $key) (local.get $feature))
            (then
              (local.set $slot (i32.and (i32.add (local.get $slot) (i32.const 1)) (local.get $mask)))
              (br $probe))))
        (local.set $entry (i32.load offset=4 (local.get $at)))
        (if (i32.lt_s (local.get $entry) (i32.const 0))
          (then
            (local.set $at
              (i32.add (local.get $whole)
                (i32.mul (i32.sub (i32.const -1) (local.get $entry)) (i32.const 96))))
            (local.set $s0 (i16x8.add (local.get $s0) (v128.load (local.get $at))))
            (local.set $s1 (i16x8.add (local.get $s1) (v128.load offset=16 (local.get $at))))
            (local.set $s2 (i16x8.add (local.get $s2) (v128.load offset=32 (local.get $at))))
            (local.set $s3 (i16x8.add (local.get $s3) (v128.load offset=48 (local.get $at))))
            (local.set $s4 (i16x8.add (local.get $s4) (v128.load offset=64 (local.get $at))))
            (local.set $s5 (i16x8.add (local.get $s5) (v128.load offset=80 (local.get $at))))
            (br $next)))
        (local.set $at (i32.shr_u (local.get $entry) (i32.const 8)))
        (local.set $last (i32.add (local.get $at) (i32.and (local.get $entry) (i32.const 255))))
        (loop $add
          (local.set $slot
            (i32.add (local.get $sums)
              (i32.shl (i32.load8_u (i32.add (local.get $lanes) (local.get $at))) (i32.const 1))))
          (i32.store16 (local.get $slot)
            (i32.add
              (i32.load16_u (local.get $slot))
              (i32.load8_s (i32.add (local.get $scores) (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br_if $add (i32.lt_u (local.get $at) (local.get $last))))
        (br $next)))
    (call $widen (local.get $row) (i16x8.add (local.get $s0) (v128.load (local.get $sums))))
    (call $widen (i32.add (local.get $row) (i32.const 32))
      (i16x8.add (local.get $s1) (v128.load offset=16 (local.get $sums))))
    (call $widen (i32.add (local.get $row) (i32.const 64))
      (i16x8.add (local.get $s2) (v128.load offset=32 (local.get $sums))))
    (call $widen (i32.add (local.get $row) (i32.const 96))
      (i16x8.add (local.get $s3) (v128.load offset=48 (local.get $sums))))
    (call $widen (i32.add (local.get $row) (i32.const 128))
      (i16x8.add (local.get $s4) (v128.load offset=64 (local.get $sums))))
    (call $widen (i32.add (local.get $row) (i32.const 160))
      (i16x8.add (local.get $s5) (v128.load offset=80 (local.get $sums)))))

  ;; How many of count features have so many scores (sizes: a byte each) that their row is kept whole.
  (func (export "rows") (param $sizes i32) (param $count i32) (result i32)
    (local $rows i32) (local $end i32)
    (local.set $end (i32.add (local.get $sizes) (local.get $count)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $sizes) (local.get $end)))
        (local.set $rows (i32.add (local.get $rows) (call $isWhole (i32.load8_u (local.get $sizes)))))
        (local.set $sizes (i32.add (local.get $sizes) (i32.const 1)))
        (br $next)))
    (local.get $rows))

  (func $isWhole (param $size i32) (result i32)
    (i32.ge_u (local.get $size) (i32.const 6)))

  ;; Puts count features into the tables that add reads. Their scores begin at start, their whole rows with the one at
  ;; row; lanes holds tags before, and lanes (by laneOfTag, 256 bytes, 255 for none) afterwards. Gives back where the
  ;; scores of the next feature begin; -1 where one has no scores, more than there are, or one of an unknown tag.
  (func (export "fill")
    (param $features i32) (param $sizes i32) (param $count i32) (param $start i32) (param $row i32)
    (param $isKnown i32) (param $slots i32) (param $mask i32)
    (param $lanes i32) (param $lanesLength i32) (param $laneOfTag i32) (param $scores i32) (param $whole i32)
    (result i32)
    (local $stop i32) (local $feature i32) (local $size i32) (local $end i32) (local $at i32) (local $lane i32)
    (local $slot i32)
    (local.set $stop (i32.add (local.get $sizes) (local.get $count)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $sizes) (local.get $stop)))
        (local.set $feature (i32.load (local.get $features)))
        (local.set $size (i32.load8_u (local.get $sizes)))
        (local.set $end (i32.add (local.get $start) (local.get $size)))
        (if (i32.or (i32.eqz (local.get $size)) (i32.gt_u (local.get $end) (local.get $lanesLength)))
          (then (return (i32.const -1))))
        (local.set $at (local.get $start))
        (loop $each
          (local.set $slot (i32.add (local.get $lanes) (local.get $at)))
          (local.set $lane (i32.load8_u (i32.add (local.get $laneOfTag) (i32.load8_u (local.get $slot)))))
          (if (i32.eq (local.get $lane) (i32.const 255)) (then (return (i32.const -1))))
          (i32.store8 (local.get $slot) (local.get $lane))
          (if (call $isWhole (local.get $size))
            (then
              (local.set $slot
                (i32.add (local.get $whole)
                  (i32.add (i32.mul (local.get $row) (i32.const 96)) (i32.shl (local.get $lane) (i32.const 1)))))
              (i32.store16 (local.get $slot)
                (i32.add
                  (i32.load16_u (local.get $slot))
                  (i32.load8_s (i32.add (local.get $scores) (local.get $at)))))))
          (br_if $each (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
        (local.set $at (local.get $feature))
        (loop $probe
          (local.set $slot
            (i32.add (local.get $slots) (i32.shl (i32.and (local.get $at) (local.get $mask)) (i32.const 3))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br_if $probe (i32.load (local.get $slot))))
        (i32.store (local.get $slot) (local.get $feature))
        (if (call $isWhole (local.get $size))
          (then
            (i32.store offset=4 (local.get $slot) (i32.sub (i32.const -1) (local.get $row)))
            (local.set $row (i32.add (local.get $row) (i32.const 1))))
          (else
            (i32.store offset=4 (local.get $slot)
              (i32.or (i32.shl (local.get $start) (i32.const 8)) (local.get $size)))))
        (local.set $slot
          (i32.add (local.get $isKnown) (i32.and (i32.shr_u (local.get $feature) (i32.const 13)) (i32.const 0x7ffff))))
        (i32.store8 (local.get $slot)
          (i32.or
            (i32.load8_u (local.get $slot))
            (i32.shl (i32.const 1) (i32.and (i32.shr_u (local.get $feature) (i32.const 10)) (i32.const 7)))))
        (local.set $start (local.get $end))
        (local.set $features (i32.add (local.get $features) (i32.const 4)))
        (local.set $sizes (i32.add (local.get $sizes) (i32.const 1)))
        (br $next)))
    (local.get $start))

  ;; Writes eight i16 as f32.
  (func $widen (param $to i32) (param $from v128)
    (v128.store (local.get $to) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $from))))
    (v128.store offset=16 (local.get $to) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $from)))))

  ;; The Viterbi algorithm over count rows of 48 f32 at rows. meetings: 12 x 12 f32, from one neighbour to the next.
  ;; Leaves the scores of sequences that end with each neighbour in 12 f32 at ends, and at traces 16 bytes for each row:
  ;; of each neighbour the one before a span that starts here (4 bits), whether a span that goes on here began just
  ;; before (16), and whether the better span that ends here has more than one character (32).
  (func (export "decode")
    (param $rows i32) (param $count i32) (param $meetings i32) (param $ends i32) (param $traces i32)
    (local $stop i32) (local $before i32) (local $meeting i32) (local $score v128) (local $index v128) (local $one v128)
    (local $better v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128)
    (local $i0 v128) (local $i1 v128) (local $i2 v128)
    (local $e0 v128) (local $e1 v128) (local $e2 v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128)
    (local $f0 v128) (local $f1 v128) (local $f2 v128)
    (local $c0 v128) (local $c1 v128) (local $c2 v128)
    (local.set $b0 (f32x4.splat (f32.const -1e30)))
    (local.set $b1 (local.get $b0))
    (local.set $b2 (local.get $b0))
    (local.set $i0 (local.get $b0))
    (local.set $i1 (local.get $b0))
    (local.set $i2 (local.get $b0))
    (v128.store (local.get $ends) (f32x4.replace_lane 0 (local.get $b0) (f32.const 0)))
    (v128.store offset=16 (local.get $ends) (local.get $b0))
    (v128.store offset=32 (local.get $ends) (local.get $b0))
    (local.set $stop (i32.add (local.get $rows) (i32.mul (local.get $count) (i32.const 192))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $rows) (local.get $stop)))
        ;; Spans that start here: s is the best score in front of each neighbour, f the neighbour that gives it.
        (local.set $s0 (f32x4.splat (f32.const -3e38)))
        (local.set $s1 (local.get $s0))
        (local.set $s2 (local.get $s0))
        (local.set $index (v128.const i32x4 0 0 0 0))
        (local.set $before (i32.const 0))
        (local.set $meeting (local.get $meetings))
        (loop $each
          (local.set $score (v128.load32_splat (i32.add (local.get $ends) (i32.shl (local.get $before) (i32.const 2)))))
          (local.set $one (f32x4.add (local.get $score) (v128.load (local.get $meeting))))
          (local.set $better (f32x4.gt (local.get $one) (local.get $s0)))
          (local.set $s0 (v128.bitselect (local.get $one) (local.get $s0) (local.get $better)))
          (local.set $f0 (v128.bitselect (local.get $index) (local.get $f0) (local.get $better)))
          (local.set $one (f32x4.add (local.get $score) (v128.load offset=16 (local.get $meeting))))
          (local.set $better (f32x4.gt (local.get $one) (local.get $s1)))
          (local.set $s1 (v128.bitselect (local.get $one) (local.get $s1) (local.get $better)))
          (local.set $f1 (v128.bitselect (local.get $index) (local.get $f1) (local.get $better)))
          (local.set $one (f32x4.add (local.get $score) (v128.load offset=32 (local.get $meeting))))
          (local.set $better (f32x4.gt (local.get $one) (local.get $s2)))
          (local.set $s2 (v128.bitselect (local.get $one) (local.get $s2) (local.get $better)))
          (local.set $f2 (v128.bitselect (local.get $index) (local.get $f2) (local.get $better)))
          (local.set $index (i32x4.add (local.get $index) (v128.const i32x4 1 1 1 1)))
          (local.set $meeting (i32.add (local.get $meeting) (i32.const 48)))
          (br_if $each
            (i32.lt_u (local.tee $before (i32.add (local.get $before) (i32.const 1))) (i32.const 12))))
        ;; Spans that go on.
        (local.set $better (f32x4.ge (local.get $b0) (local.get $i0)))
        (local.set $f0 (v128.or (local.get $f0) (v128.and (local.get $better) (v128.const i32x4 16 16 16 16))))
        (local.set $c0 (v128.bitselect (local.get $b0) (local.get $i0) (local.get $better)))
        (local.set $better (f32x4.ge (local.get $b1) (local.get $i1)))
        (local.set $f1 (v128.or (local.get $f1) (v128.and (local.get $better) (v128.const i32x4 16 16 16 16))))
        (local.set $c1 (v128.bitselect (local.get $b1) (local.get $i1) (local.get $better)))
        (local.set $better (f32x4.ge (local.get $b2) (local.get $i2)))
        (local.set $f2 (v128.or (local.get $f2) (v128.and (local.get $better) (v128.const i32x4 16 16 16 16))))
        (local.set $c2 (v128.bitselect (local.get $b2) (local.get $i2) (local.get $better)))
        ;; Nothing outside has more than one character.
        (local.set $b0
          (f32x4.replace_lane 0 (f32x4.add (local.get $s0) (v128.load (local.get $rows))) (f32.const -1e30)))
        (local.set $b1 (f32x4.add (local.get $s1) (v128.load offset=16 (local.get $rows))))
        (local.set $b2 (f32x4.add (local.get $s2) (v128.load offset=32 (local.get $rows))))
        (local.set $i0 (f32x4.add (local.get $c0) (v128.load offset=48 (local.get $rows))))
        (local.set $i1 (f32x4.add (local.get $c1) (v128.load offset=64 (local.get $rows))))
        (local.set $i2 (f32x4.add (local.get $c2) (v128.load offset=80 (local.get $rows))))
        (local.set $e0 (f32x4.add (local.get $c0) (v128.load offset=96 (local.get $rows))))
        (local.set $e1 (f32x4.add (local.get $c1) (v128.load offset=112 (local.get $rows))))
        (local.set $e2 (f32x4.add (local.get $c2) (v128.load offset=128 (local.get $rows))))
        (local.set $s0 (f32x4.add (local.get $s0) (v128.load offset=144 (local.get $rows))))
        (local.set $s1 (f32x4.add (local.get $s1) (v128.load offset=160 (local.get $rows))))
        (local.set $s2 (f32x4.add (local.get $s2) (v128.load offset=176 (local.get $rows))))
        ;; Spans that end here.
        (local.set $better (f32x4.ge (local.get $e0) (local.get $s0)))
        (local.set $f0 (v128.or (local.get $f0) (v128.and (local.get $better) (v128.const i32x4 32 32 32 32))))
        (v128.store (local.get $ends) (v128.bitselect (local.get $e0) (local.get $s0) (local.get $better)))
        (local.set $better (f32x4.ge (local.get $e1) (local.get $s1)))
        (local.set $f1 (v128.or (local.get $f1) (v128.and (local.get $better) (v128.const i32x4 32 32 32 32))))
        (v128.store offset=16 (local.get $ends) (v128.bitselect (local.get $e1) (local.get $s1) (local.get $better)))
        (local.set $better (f32x4.ge (local.get $e2) (local.get $s2)))
        (local.set $f2 (v128.or (local.get $f2) (v128.and (local.get $better) (v128.const i32x4 32 32 32 32))))
        (v128.store offset=32 (local.get $ends) (v128.bitselect (local.get $e2) (local.get $s2) (local.get $better)))
        (v128.store (local.get $traces)
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_u (local.get $f0) (local.get $f1))
            (i16x8.narrow_i32x4_u (local.get $f2) (local.get $f2))))
        (local.set $rows (i32.add (local.get $rows) (i32.const 192)))
        (local.set $traces (i32.add (local.get $traces) (i32.const 16)))
        (br $next)))))
