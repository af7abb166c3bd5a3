"""What Python finds in pickles, as text that the tests compare; torch itself is not needed.

dump_pickles.py dump SOURCE TARGET [SOURCE TARGET …]   writes to TARGET what is in SOURCE (pickle, .pth, .pickle.pbz2)
dump_pickles.py unpack SOURCE TARGET                   writes the pickle inside a .pickle.pbz2
dump_pickles.py make DIRECTORY                         writes pickles of all protocols, NAME.pkl, and their dumps, NAME.txt
"""
import bz2, collections, io, os, pickle, struct, sys, zipfile
import numpy


class Tensor:
    def __init__(self, storage, offset, size, stride, *rest):
        self.parts = (storage, offset, tuple(size), tuple(stride))


class Unpickler(pickle.Unpickler):
    """Torch's classes replaced by ones that hold what they are given."""

    def find_class(self, module, name):
        if (module, name) in (('torch._utils', '_rebuild_tensor_v2'), ('torch._utils', '_rebuild_tensor')): return Tensor
        if (module, name) == ('torch._utils', '_rebuild_parameter'): return lambda data, *rest: data
        if (module, name) == ('torch', 'Size'): return tuple
        if module == 'torch' and name.endswith('Storage'): return name
        if module == 'numpy.core.multiarray': module = 'numpy._core.multiarray'
        return super().find_class(module, name)

    def persistent_load(self, identifier):
        return ('storage', identifier[1], identifier[2], identifier[4])


def load(path):
    data = open(path, 'rb').read()
    if path.endswith('.pbz2'): data = bz2.decompress(data)
    if data[:2] == b'PK':
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            name, = [name for name in archive.namelist() if name.endswith('/data.pkl')]
            return Unpickler(archive.open(name)).load()
    stream = io.BytesIO(data)
    value = Unpickler(stream).load()
    if value != 0x1950a86a20f9469cfc6c: return value
    Unpickler(stream).load(), Unpickler(stream).load()
    return Unpickler(stream).load()


def text(value, out):
    if isinstance(value, numpy.generic): value = value.item()
    if value is None: out.append('N')
    elif value is True or value is False: out.append('T' if value else 'F')
    elif isinstance(value, int): out.append('i%d' % value)
    elif isinstance(value, complex): out.extend('c%016x' % struct.unpack('<Q', struct.pack('<d', part))[0] for part in (value.real, value.imag))
    elif isinstance(value, float): out.append('d%016x' % struct.unpack('<Q', struct.pack('<d', value))[0])
    elif isinstance(value, str): out.append('s' + value.encode().hex())
    elif isinstance(value, (bytes, bytearray)): out.append('b' + bytes(value).hex())
    elif isinstance(value, Tensor):
        (_, _, key, count), offset, size, stride = value.parts
        out.append('X%s,%d,%d,%s,%s' % (key, count, offset, list(size), list(stride)))
    elif isinstance(value, numpy.ndarray):
        out.append('A%s,%s:' % (list(value.shape), value.dtype.name))
        if value.dtype == object:
            for element in value.ravel().tolist(): text(element, out); out.append(',')
        else:
            for element in value.astype(float).ravel().tolist(): text(element, out)
    elif isinstance(value, (set, frozenset)):
        out.append('<' + ''.join(sorted(dump(element) for element in value)) + '>')
    elif isinstance(value, (list, tuple)):
        out.append('[' if isinstance(value, list) else '(')
        for element in value: text(element, out); out.append(',')
        out.append(']' if isinstance(value, list) else ')')
    elif isinstance(value, dict):
        out.append('{')
        for key, element in value.items(): text(key, out); out.append(':'); text(element, out); out.append(',')
        out.append('}')
    else: raise TypeError(type(value))


def dump(value):
    out = []; text(value, out); return ''.join(out)


def samples():
    shared = {'a': [1.0, 2.0]}
    yield 'plain', {'a': [1, 2.5, -3, 2**40, -2**63, 2**63, -2**70, 10**300, True, None], 'b': (1, (2,), (), (1, 2, 3, 4)),
                    'c': {1, 2, 'x', (3, 4)}, 'd': frozenset([1, 'y']), 'e': b'\x00\xff', 'f': bytearray(b'abc\x80'), 'g': 'é€𝄞\n\\u0041',
                    'h': 'x' * 300, ('cifar10', 777): 1.0, 5: {}, 'i': b'y' * 300, 'j': [], 'k': set(), 'l': b'', 'm': -129, 'n': 70000}
    yield 'floats', {'l': [i / 7 for i in range(2500)], 'n': [float('inf'), -float('inf'), float('nan'), -0.0, 5e-324, 1.5, 7]}
    yield 'ordered', collections.OrderedDict([('z', 1), ('a', [1.5] * 5), (3, collections.OrderedDict())])
    yield 'default', collections.defaultdict(list, {'a': [1]})
    yield 'shared', [shared, shared, {'x': shared}]
    yield 'epochs', {epoch: epoch / 3 for epoch in range(2345)}
    yield 'numpy', {'f8': numpy.float64(1.25), 'i8': numpy.int64(-2**62), 'b': numpy.bool_(True), 'f4': numpy.float32(0.1), 'u1': numpy.uint8(200),
                    'f2': numpy.float16(0.1), 'array': numpy.arange(12.).reshape(3, 4), 'big': numpy.arange(5, dtype='>i4'), 'bigf': numpy.arange(5, dtype='>f8'),
                    'fortran': numpy.asfortranarray(numpy.arange(24, dtype='f4').reshape(2, 3, 4)), 'empty': numpy.zeros((0, 3)), 'zero': numpy.array(3.0),
                    'truth': numpy.array([True, False])}
    objects = numpy.empty((2, 3), dtype=object)
    objects[:] = [[1, 2.5, None], ['x', (1, [2]), {'k': numpy.float32(0.5)}]]
    yield 'objects', {'c': objects, 'fortran': numpy.asfortranarray(objects), 'zero': numpy.array('x', dtype=object), 'none': numpy.empty((0, 4), dtype=object),
                      'ragged': numpy.array([[1, 2], [3]], dtype=object), 'nested': numpy.array([objects, None], dtype=object), 'same': [objects, objects]}
    yield 'scalars', {'text': numpy.str_('é€𝄞 a'), 'no text': numpy.str_(''), 'bytes': numpy.bytes_(b'\x00\xffa'), 'no bytes': numpy.bytes_(b''),
                      'complex': [numpy.complex128(1 + 2j), numpy.complex64(0.1 - 3j), complex(-0.0, 5)], numpy.str_('key'): 1, 'list': [numpy.str_('b'), 'b'],
                      'big': numpy.array(['aé'], dtype='>U2')[0], (numpy.str_('cifar10'), 777): {numpy.complex128(1j)}}


class OldNames(pickle._Pickler):
    """Writes the names that numpy had before its version 2."""

    def save_global(self, obj, name=None):
        module = getattr(obj, '__module__', '')
        if not module or not module.startswith('numpy._core'): return super().save_global(obj, name)
        name = name or obj.__name__
        if self.proto >= 4: self.save('numpy.core' + module[11:]); self.save(name); self.write(pickle.STACK_GLOBAL)
        else: self.write(b'cnumpy.core' + module[11:].encode() + b'\n' + name.encode() + b'\n')
        self.memoize(obj)



def main(command, *arguments):
    if command == 'dump':
        for source, target in zip(arguments[::2], arguments[1::2]): open(target, 'w').write(dump(load(source)))
    elif command == 'unpack':
        open(arguments[1], 'wb').write(bz2.decompress(open(arguments[0], 'rb').read()))
    else:
        for name, value in samples():
            for protocol in range(6):
                path = os.path.join(arguments[0], '%s-%d' % (name, protocol))
                with open(path + '.pkl', 'wb') as file: pickle.dump(value, file, protocol=protocol)
                open(path + '.txt', 'w').write(dump(value))
                if name not in ('objects', 'scalars'): continue
                # The names that numpy 1 gave its functions.
                with open(path + '-old.pkl', 'wb') as file: OldNames(file, protocol).dump(value)
                open(path + '-old.txt', 'w').write(dump(value))


main(*sys.argv[1:])
