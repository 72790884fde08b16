import ast, sys, io
from decimal import Decimal
sys.set_int_max_str_digits(0)
sys.setrecursionlimit(100000)
KIND={bool:'',int:'int',float:'float',complex:'complex',str:'str',bytes:'bytes'}
OPS={'Add':'+','Sub':'-','Mult':'*','MatMult':'@','Div':'/','FloorDiv':'//','Mod':'%','Pow':'**','LShift':'<<','RShift':'>>','BitOr':'|','BitXor':'^','BitAnd':'&','Invert':'~','Not':'not','UAdd':'+','USub':'-','And':'and','Or':'or','Eq':'==','NotEq':'!=','Lt':'<','LtE':'<=','Gt':'>','GtE':'>=','Is':'is','IsNot':'is not','In':'in','NotIn':'not in'}
def q(s):
    out=[]
    for c in s:
        o=ord(c) if isinstance(c,str) else c
        if o<32 or o>126 or o in (39,92): out.append('\\{%x}'%o)
        else: out.append(chr(o))
    return "'"+''.join(out)+"'"
def fl(v):
    if v!=v: return 'NaN'
    if v in (float('inf'),-float('inf')): return '+Inf' if v>0 else '-Inf'
    sign,dig,exp=Decimal(repr(v)).as_tuple()
    dig=list(dig)
    while len(dig)>1 and dig[-1]==0: dig.pop(); exp+=1
    while len(dig)>1 and dig[0]==0: dig.pop(0)
    e=exp+len(dig)-1
    if dig==[0]: e=0
    m=str(dig[0])+('.'+''.join(map(str,dig[1:])) if len(dig)>1 else '')
    return ('-' if sign else '')+m+('e%+03d'%e)
def const(v):
    if v is None: return 'None'
    if v is True: return 'True'
    if v is False: return 'False'
    if v is ...: return 'Ellipsis'
    if isinstance(v,int): return 'int '+str(v)
    if isinstance(v,float): return 'float '+fl(v)
    if isinstance(v,complex): return 'complex '+fl(v.imag)
    if isinstance(v,str): return 'str '+q(v)
    return 'bytes '+q(v)
class D:
    def __init__(self,src):
        self.out=[]
        if isinstance(src,str): b=src.encode('utf-8','surrogatepass')
        else: b=src
        self.b=b
        self.ls=[0]
        i=0
        while True:
            n=b.find(b'\n',i)
            if n<0: break
            i=n+1; self.ls.append(i)
    def pos(self,n): return self.ls[n.lineno-1]+n.col_offset
    def end(self,n): return self.ls[n.end_lineno-1]+n.end_col_offset
    def line(self,ind,label,name,span,attrs): self.out.append('  '*ind+label+name+span+''.join(' '+a for a in attrs))
    def sp(self,n): return ' %d-%d'%(self.pos(n),self.end(n))
    def many(self,ind,label,l):
        for x in l:
            if x is None: self.out.append('  '*ind+label+': nil')
            else: self.node(ind,label+': ',x)
    def one(self,ind,label,x):
        if x is not None: self.node(ind,label+': ',x)
    def ctx(self,n):
        c=type(n.ctx).__name__
        return [] if c=='Load' else ['Ctx='+c]
    def params(self,ind,a):
        self.line(ind,'Params: ','Params',' P',[])
        i=ind+1
        pos=a.posonlyargs+a.args
        defs=[None]*(len(pos)-len(a.defaults))+a.defaults
        k=len(a.posonlyargs)
        for p,d in zip(pos[:k],defs[:k]): self.param(i,'PosOnly',p,d)
        for p,d in zip(pos[k:],defs[k:]): self.param(i,'Args',p,d)
        if a.vararg: self.param(i,'Vararg',a.vararg,None)
        for p,d in zip(a.kwonlyargs,a.kw_defaults): self.param(i,'KwOnly',p,d)
        if a.kwarg: self.param(i,'Kwarg',a.kwarg,None)
    def param(self,ind,label,p,d):
        self.line(ind,label+': ','Param',self.sp(p),['Name='+q(p.arg)])
        self.one(ind+1,'Annotation',p.annotation); self.one(ind+1,'Default',d)
    def gens(self,ind,gs):
        for g in gs:
            self.line(ind,'Generators: ','Comprehension',' C',['Async=true'] if g.is_async else [])
            self.one(ind+1,'Target',g.target); self.one(ind+1,'Iter',g.iter); self.many(ind+1,'Ifs',g.ifs)
    def node(self,ind,label,n):
        t=type(n).__name__
        s=self.sp(n) if hasattr(n,'lineno') else ''
        i=ind+1
        L=lambda name,*a: self.line(ind,label,name,s,[x for x in a if x])
        if t=='Module': 
            self.out.append('Module M'); self.many(i,'Body',n.body)
        elif t=='Constant': L('Constant',const(n.value))
        elif t=='Name': L('Name','Id='+q(n.id),*self.ctx(n))
        elif t=='BoolOp': L(t,'Op='+OPS[type(n.op).__name__]); self.many(i,'Values',n.values)
        elif t=='NamedExpr': L(t); self.one(i,'Target',n.target); self.one(i,'Value',n.value)
        elif t=='BinOp': L(t,'Op='+OPS[type(n.op).__name__]); self.one(i,'Left',n.left); self.one(i,'Right',n.right)
        elif t=='UnaryOp': L(t,'Op='+OPS[type(n.op).__name__]); self.one(i,'Operand',n.operand)
        elif t=='Lambda': L(t); self.params(i,n.args); self.one(i,'Body',n.body)
        elif t=='IfExp': L(t); self.one(i,'Test',n.test); self.one(i,'Body',n.body); self.one(i,'Orelse',n.orelse)
        elif t=='Dict': L(t); self.many(i,'Keys',n.keys); self.many(i,'Values',n.values)
        elif t=='Set': L(t); self.many(i,'Elts',n.elts)
        elif t in('List','Tuple'):
            par=[]
            if t=='Tuple' and self.b[self.pos(n):self.pos(n)+1]==b'(' and (not n.elts or self.end(n)>self.end(n.elts[-1]) or self.pos(n)<self.pos(n.elts[0])) :
                if not n.elts or self.pos(n.elts[0])>self.pos(n):
                    # may be first element parenthesised
                    par=['?']
            L(t,*self.ctx(n)); self.many(i,'Elts',n.elts)
        elif t in('ListComp','SetComp','GeneratorExp'): L(t); self.one(i,'Elt',n.elt); self.gens(i,n.generators)
        elif t=='DictComp': L(t); self.one(i,'Key',n.key); self.one(i,'Value',n.value); self.gens(i,n.generators)
        elif t in('Await','Yield','YieldFrom','Return'): L(t); self.one(i,'Value',n.value)
        elif t=='Compare': L(t,*['Ops='+OPS[type(o).__name__] for o in n.ops]); self.one(i,'Left',n.left); self.many(i,'Comparators',n.comparators)
        elif t=='Call': L(t); self.one(i,'Func',n.func); self.many(i,'Args',n.args); self.many(i,'Keywords',n.keywords)
        elif t=='keyword': L('Keyword',n.arg is not None and 'Name='+q(n.arg)); self.one(i,'Value',n.value)
        elif t=='JoinedStr': L(t); self.many(i,'Values',n.values)
        elif t=='FormattedValue': L(t,n.conversion!=-1 and 'Conversion='+chr(n.conversion)); self.one(i,'Value',n.value); self.one(i,'FormatSpec',n.format_spec)
        elif t=='Attribute': L(t,'Attr='+q(n.attr),*self.ctx(n)); self.one(i,'Value',n.value)
        elif t=='Subscript': L(t,*self.ctx(n)); self.one(i,'Value',n.value); self.one(i,'Index',n.slice)
        elif t=='Starred': L(t,*self.ctx(n)); self.one(i,'Value',n.value)
        elif t=='Slice': L(t); self.one(i,'Lower',n.lower); self.one(i,'Upper',n.upper); self.one(i,'Step',n.step)
        elif t in('FunctionDef','AsyncFunctionDef'):
            L('FunctionDef',t[0]=='A' and 'Async=true','Name='+q(n.name)); self.many(i,'TypeParams',n.type_params); self.params(i,n.args); self.one(i,'Returns',n.returns); self.many(i,'Body',n.body); self.many(i,'Decorators',n.decorator_list)
        elif t=='ClassDef': L(t,'Name='+q(n.name)); self.many(i,'TypeParams',n.type_params); self.many(i,'Bases',n.bases); self.many(i,'Keywords',n.keywords); self.many(i,'Body',n.body); self.many(i,'Decorators',n.decorator_list)
        elif t=='Delete': L(t); self.many(i,'Targets',n.targets)
        elif t=='Assign': L(t); self.many(i,'Targets',n.targets); self.one(i,'Value',n.value)
        elif t=='TypeAlias': L(t); self.one(i,'Name',n.name); self.many(i,'TypeParams',n.type_params); self.one(i,'Value',n.value)
        elif t=='AugAssign': L(t,'Op='+OPS[type(n.op).__name__]); self.one(i,'Target',n.target); self.one(i,'Value',n.value)
        elif t=='AnnAssign': L(t,n.simple and 'Simple=true'); self.one(i,'Target',n.target); self.one(i,'Annotation',n.annotation); self.one(i,'Value',n.value)
        elif t in('For','AsyncFor'): L('For',t[0]=='A' and 'Async=true'); self.one(i,'Target',n.target); self.one(i,'Iter',n.iter); self.many(i,'Body',n.body); self.many(i,'Orelse',n.orelse)
        elif t=='While': L(t); self.one(i,'Test',n.test); self.many(i,'Body',n.body); self.many(i,'Orelse',n.orelse)
        elif t=='If':
            L(t)
            while True:
                self.out.append('  '*i+'Branches: IfBranch %d'%self.pos(n))
                self.one(i+1,'Test',n.test); self.many(i+1,'Body',n.body)
                if len(n.orelse)==1 and type(n.orelse[0]).__name__=='If' and self.b[self.pos(n.orelse[0]):].startswith(b'elif'): n=n.orelse[0]
                else: break
            self.many(i,'Orelse',n.orelse)
        elif t in('With','AsyncWith'):
            L('With',t[0]=='A' and 'Async=true')
            for w in n.items:
                self.out.append('  '*i+'Items: WithItem W'); self.one(i+1,'Context',w.context_expr); self.one(i+1,'Target',w.optional_vars)
            self.many(i,'Body',n.body)
        elif t=='Match':
            L(t); self.one(i,'Subject',n.subject)
            for c in n.cases:
                self.out.append('  '*i+'Cases: MatchCase X'); self.one(i+1,'Pattern',c.pattern); self.one(i+1,'Guard',c.guard); self.many(i+1,'Body',c.body)
        elif t=='Raise': L(t); self.one(i,'Exc',n.exc); self.one(i,'Cause',n.cause)
        elif t in('Try','TryStar'): L('Try',t=='TryStar' and 'Star=true'); self.many(i,'Body',n.body); self.many(i,'Handlers',n.handlers); self.many(i,'Orelse',n.orelse); self.many(i,'Finalbody',n.finalbody)
        elif t=='ExceptHandler': L(t,n.name and 'Name='+q(n.name)); self.one(i,'Type',n.type); self.many(i,'Body',n.body)
        elif t=='Assert': L(t); self.one(i,'Test',n.test); self.one(i,'Msg',n.msg)
        elif t=='Import': L(t); self.many(i,'Names',n.names)
        elif t=='ImportFrom': L(t,n.module and 'Module='+q(n.module),n.level and 'Level=%d'%n.level); self.many(i,'Names',n.names)
        elif t=='alias': L('Alias','Name='+q(n.name),n.asname and 'AsName='+q(n.asname))
        elif t in('Global','Nonlocal'): L(t,*['Names='+q(x) for x in n.names])
        elif t=='Expr': L('ExprStmt'); self.one(i,'Value',n.value)
        elif t in('Pass','Break','Continue'): L(t)
        elif t=='MatchValue': L(t); self.one(i,'Value',n.value)
        elif t=='MatchSingleton': L(t,'Value='+const(n.value))
        elif t in('MatchSequence','MatchOr'): L(t); self.many(i,'Patterns',n.patterns)
        elif t=='MatchMapping': L(t,n.rest and 'Rest='+q(n.rest)); self.many(i,'Keys',n.keys); self.many(i,'Patterns',n.patterns)
        elif t=='MatchClass': L(t,*['KwdAttrs='+q(x) for x in n.kwd_attrs]); self.one(i,'Cls',n.cls); self.many(i,'Patterns',n.patterns); self.many(i,'KwdPatterns',n.kwd_patterns)
        elif t=='MatchStar': L(t,n.name and 'Name='+q(n.name))
        elif t=='MatchAs': L(t,n.name and 'Name='+q(n.name)); self.one(i,'Pattern',n.pattern)
        elif t in('TypeVar','TypeVarTuple','ParamSpec'): L('TypeParam',t!='TypeVar' and 'Kind='+t,'Name='+q(n.name)); self.one(i,'Bound',getattr(n,'bound',None)); self.one(i,'Default',n.default_value)
        else: raise Exception(t)
def dump(data):
    # data: bytes of the file
    import tokenize
    enc,_=tokenize.detect_encoding(io.BytesIO(data).readline)
    text=data.decode(enc)
    if text.startswith('\ufeff'): text=text[1:]
    text=text.replace('\r\n','\n').replace('\r','\n')
    d=D(text)
    d.node(0,'',ast.parse(data))
    return '\n'.join(d.out)+'\n'
if __name__=='__main__':
    # protocol: read file names on stdin; write length-prefixed results
    out=sys.stdout.buffer
    import warnings; warnings.simplefilter('ignore')
    for line in sys.stdin:
        fn=line.rstrip('\n')
        try: r=('ok '+dump(open(fn,'rb').read())).encode('utf-8','surrogatepass')
        except (SyntaxError,ValueError,LookupError) as e: r=('err %s: %s'%(type(e).__name__,e)).encode('utf-8','surrogatepass')
        out.write(b'%d\n'%len(r)+r); out.flush()
